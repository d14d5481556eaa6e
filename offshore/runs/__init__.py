"""Runs: planned, keyed by everything that can change their result, executed and stored."""
