"""The audit: every statement of a paper that carries a number, recomputed from its numbers.

Knows nothing of any one paper: facts and claims come from a data package, functions from
`offshore.study.functions`.
"""
