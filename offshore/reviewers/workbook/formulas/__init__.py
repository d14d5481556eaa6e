"""Formulas of a spreadsheet: printed digits read, intervals computed with, claims judged."""
