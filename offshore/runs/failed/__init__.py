"""Runs that failed: what is said of them, and what was good before."""
