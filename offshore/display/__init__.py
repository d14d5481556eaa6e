"""Words, figures, tables and diagrams in each language: how results meet a reader."""
