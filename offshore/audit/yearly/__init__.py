"""Yearly numbers of any data package: which serve to compute with, and the growth between them."""
