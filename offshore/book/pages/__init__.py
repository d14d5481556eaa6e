"""The pages of the book that are made from runs and from data, one module per page."""
