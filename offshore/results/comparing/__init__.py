"""Comparing: what differs between two results, part by part, and the page that shows it."""
