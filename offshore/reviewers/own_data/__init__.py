"""One's own data: a template of a data package, as a folder and as a workbook to fill in."""
