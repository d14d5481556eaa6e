"""Serving the book on this machine, rebuilding and reloading it when a source changes."""
