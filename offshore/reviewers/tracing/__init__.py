"""Tracing: what a result came from, and what one printed number moves."""
