"""Verification: published results recorded, made afresh, and held against the record."""
