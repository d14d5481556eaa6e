"""Floats as they are recorded: with the digits that do not depend on the machine."""

# A float has 15 to 17 digits. The last few depend on the order in which processors and libraries
# add up, which may differ between machines; twelve are left alone by it in any computation here.
DIGITS = 12


def to_digits(value: float) -> float:
    """Return a number rounded to the digits that are the same on every machine."""
    return float(f"{value:.{DIGITS}g}")
