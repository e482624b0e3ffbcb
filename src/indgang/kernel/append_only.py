"""Tables whose rows never change: kept by the database, not by habit."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

_SQLITE = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES = (
    """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$
""",
    "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
)


class AppendOnly(migrations.operations.base.Operation):
    """Migration step: from now on the database refuses to update rows of this table.

    Deleting stays possible, because retention demands it.
    """

    reversible = True

    def __init__(self, model: str) -> None:
        self.model = model

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        name = f"{table}_append_only"
        statements = (_SQLITE,) if schema_editor.connection.vendor == "sqlite" else _POSTGRES
        for statement in statements:
            schema_editor.execute(statement.format(name=name, table=table))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        name = f"{table}_append_only"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")

    def describe(self) -> str:
        return f"The database refuses to change rows of {self.model}"


class StillAppendOnly(AppendOnly):
    """Migration step: stands first and last in a migration that changes an append-only table.

    SQLite changes a table by making it anew, and the trigger goes with the old one; PostgreSQL keeps it.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "sqlite":
            table = to_state.apps.get_model(app_label, self.model)._meta.db_table
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only")
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.database_forwards(app_label, schema_editor, from_state, to_state)


class AppendOnlyModel(models.Model):
    """Says the same to Python, earlier and more plainly than the database."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only: write a new row.")
        super().save(*args, **kwargs)
