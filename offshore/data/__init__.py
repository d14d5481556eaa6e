"""The data package: reading its tables, checking them, and accepting changes."""
