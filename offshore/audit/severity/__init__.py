"""Severity: how likely the checks of a paper are to catch a misprint, and what they would let by.

It is specific to no paper, as the audit is: it knows claims and numbers.
"""
