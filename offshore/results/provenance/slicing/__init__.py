"""Slicing: the cells of a notebook as steps, and which of them a result depends on."""
