"""What kinds of output a notebook has beside those that JupyterLab shows."""

ITEM = "application/vnd.offshore.item+json"  # a figure or table, whole
NUMBERS = "application/vnd.offshore.numbers+json"  # named numbers, in words
VALUES = "application/vnd.offshore.values+json"  # the same, those that are one number
VERDICTS = "application/vnd.offshore.verdicts+json"  # of named comparisons with the print
