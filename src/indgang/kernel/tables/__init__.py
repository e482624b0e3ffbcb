"""Tables that come from outside (CSV, Excel), read row by row within bounds, and written so that nothing runs."""

from indgang.kernel.tables.reading import MOST_COLUMNS, BadTable, Row, Table, read_table
from indgang.kernel.tables.writing import CSV_TYPE, EXCEL_TYPE, as_csv, as_workbook, inert, without_guard

__all__ = [
    "CSV_TYPE",
    "EXCEL_TYPE",
    "MOST_COLUMNS",
    "BadTable",
    "Row",
    "Table",
    "as_csv",
    "as_workbook",
    "inert",
    "read_table",
    "without_guard",
]
