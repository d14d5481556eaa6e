"""The economics of the study: numbers and tables in, numbers and tables out, no files."""
