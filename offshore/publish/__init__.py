"""Running notebooks and binding the book."""
