"""The record: published results kept in the repository, written and read back."""
