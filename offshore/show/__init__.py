"""Words, style and display items: how results meet a reader."""
