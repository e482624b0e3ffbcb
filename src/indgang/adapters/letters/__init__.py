"""Letters as files: PDF/UA by WeasyPrint, or HTML where Pango is missing."""
