"""The workbook: the claims recomputed by the formulas of a spreadsheet, a second engine."""
