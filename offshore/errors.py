"""Errors that are the user's to mend, told without a traceback."""


class UserError(Exception):
    """What was wrong, where, what is allowed and what to do next, in one message."""
