"""Numbers and booleans as YAML 1.2 writes them, on the command line and in files alike.

And as JSON can represent them, which has no infinity and no missing number.
"""

import math
import re
from typing import Any

WHOLE = re.compile(r"[-+]?\d+", re.ASCII)
REAL = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|[-+]?\.?(inf|nan)", re.ASCII | re.IGNORECASE)
TRUTHS = {"true": True, "True": True, "false": False, "False": False}
DIGITS = 4000  # of a whole number; Python's own limit is a little higher


def scalar(text: str) -> object:
    """Return the number or boolean that text denotes in YAML, else the text itself."""
    if text in TRUTHS:
        return TRUTHS[text]
    if WHOLE.fullmatch(text):
        return text if is_endless(text) else int(text)
    if REAL.fullmatch(text):
        return float(re.sub(r"\.(?=inf|nan)", "", text, flags=re.IGNORECASE))
    return text


def is_endless(item: object) -> bool:
    """Tell whether an item is an integer with too many digits for Python, which stays text."""
    return isinstance(item, str) and len(item) > DIGITS and bool(WHOLE.fullmatch(item))


def representable(value: Any) -> Any:
    """Return a value as JSON can represent it: a number that is missing or infinite is None."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
