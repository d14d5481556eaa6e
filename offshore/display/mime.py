"""The MIME types of a notebook's outputs beside those that JupyterLab shows."""

ITEM = "application/vnd.offshore.item+json"  # a figure or table, whole
NUMBERS = "application/vnd.offshore.numbers+json"  # named numbers, in words
VALUES = "application/vnd.offshore.values+json"  # the same as plain numbers, where each is one
VERDICTS = "application/vnd.offshore.verdicts+json"  # of named comparisons with printed numbers
