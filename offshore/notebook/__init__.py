"""Notebooks: their contracts, their parameters and grids of them, and what they import."""
