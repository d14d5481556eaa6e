"""What a check of a printed number can come to, what it is worth, and what a number is left with.

A *verdict* is on a claim, a *strength* says what a check is worth whichever way it ends, and a
*mark* is the strongest evidence on one printed number.
"""

REPRODUCED, CONTRADICTED, UNVERIFIABLE = "reproduced", "contradicted", "unverifiable"
DISPUTED = "disputed"  # a source says otherwise, another one the same
VERDICTS = (REPRODUCED, CONTRADICTED, DISPUTED, UNVERIFIABLE)

EXACT = "exact"  # an equality between printed numbers, to the last printed digit
BOUND = "bound"  # an inequality or a loose equality: many other values would pass too
CONDITIONAL = "conditional"  # needs an assumption that the paper does not state
EXTERNAL = "external"  # against a number printed elsewhere
STRENGTHS = (EXACT, BOUND, CONDITIONAL, EXTERNAL)

INVOLVED = "involved"  # takes part in a contradiction that is not its own
AGREES = "agrees"  # a source that the paper does not cite says the same
MARKS = (
    CONTRADICTED,
    DISPUTED,
    REPRODUCED,
    INVOLVED,
    AGREES,
    CONDITIONAL,
    BOUND,
    UNVERIFIABLE,
)  # the first that applies to a number is its mark

CONFIDENCES = ("low", "medium", "high")  # in a source's number, the lowest first
