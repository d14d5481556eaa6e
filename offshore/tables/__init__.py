"""The data package: reading it and checking it."""
