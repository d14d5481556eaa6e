"""The audit: every statement of a paper that carries a number, recomputed from its numbers.

It is specific to no paper: facts and claims come from a data package, functions from
`offshore.audit.functions`.
"""
