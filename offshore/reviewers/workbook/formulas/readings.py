"""A row of printed digits, and by formulas everything that they can mean.

Digits stay text, so that a zero at their end stays, and are read without the point: 7750.590 is the
whole number 7750590 with three decimals, and stands for everything from 7750589.5 to 7750590.5
thousandths. So reading them depends on no country's decimal mark.
"""

from collections.abc import Callable

NONE = "–"  # in place of a number that there is not
MOST_DIGITS = 15  # that a spreadsheet keeps of a number
READ = {
    "factor": ("One of the unit, in its base", 13),
    "whole": ("Not rounded: counted or chosen (1), rounded (0)", 14),
    "digits": ("Digits without the point", 13),
    "decimals": ("Decimals", 10),
    "number": ("Digits as a whole number", 13),
    "zeros": ("Zeros at the end", 9),
    "half": ("How far it may lie from the print, in units of the last digit", 16),
    "base_low": ("Lowest, in the base", 15),
    "base_high": ("Highest, in the base", 15),
    "base_value": ("As printed, in the base", 15),
    "last_digit": ("One of the last digit, in the base", 15),
}
WORKING = frozenset(READ)


def reading(at: Callable[[str], str], blank: str = NONE) -> dict[str, str]:
    """Return the formulas of a row of digits by column, given what gives each column's address.

    `blank`: what cells say where there is no number. Columns qualifier, printed, factor and whole
    are given; low, high and value are in the unit, others in its base.
    """
    said, digits, places, number = at("qualifier"), at("digits"), at("decimals"), at("number")
    half, whole, zeros = at("half"), at("whole"), at("zeros")
    text, none = f'SUBSTITUTE({at("printed")}," ","")', f'"{blank}"'
    scaled = f"{number}/10^{{{','.join(map(str, range(1, MOST_DIGITS)))}}}"
    found = {
        "digits": f'SUBSTITUTE({text},".","")',
        "decimals": f'IFERROR(LEN({text})-FIND(".",{text}),0)',
        "zeros": f"IF({number}=0,{places},SUMPRODUCT(--({scaled}=INT({scaled}))))",
        "half": f"IF({said}=said_exact,IF({whole}=1,0,0.5),"
        f"IF(OR({said}=said_about,{said}=said_nearly),0.5*10^{zeros},0))",
        "low": f"IF({said}=said_under,-open_end,"
        f"({number}-{half})/10^{places}+IF(AND({said}=said_over,{whole}=1),1,0))",
        "high": f"IF(OR({said}=said_over,{said}=said_at_least),open_end,"
        f"({number}+IF({said}=said_nearly,0,{half}))/10^{places})",
        "value": f"{number}/10^{places}",
        "base_low": f"{at('low')}*{at('factor')}",
        "base_high": f"{at('high')}*{at('factor')}",
        "base_value": f"{at('value')}*{at('factor')}",
        "last_digit": f"{at('factor')}/10^{places}",
    }
    read = {
        name: formula
        if name in ("digits", "decimals")
        else f"IF(ISNUMBER({number}),{formula},{none})"
        for name, formula in found.items()
    }
    return read | {"number": f"IF({_is_number(text, digits, said)},VALUE({digits}),{none})"}


def _is_number(text: str, digits: str, said: str) -> str:
    """Return the condition that a text is digits with at most one point, a minus at the most."""
    figures = ",".join(f'"{figure}"' for figure in range(10))
    count = f'SUMPRODUCT(LEN({digits})-LEN(SUBSTITUTE({digits},{{{figures}}},"")))'
    conditions = (
        f'{count}=LEN({digits})-IF(LEFT({digits},1)="-",1,0)',
        f"{count}>0",
        f"{count}<={MOST_DIGITS}",
        f"LEN({text})-LEN({digits})<=1",
        f'LEFT({text},1)<>"."',
        f'LEFT({text},2)<>"-."',
        f'RIGHT({text},1)<>"."',
        f"SUMPRODUCT(--(qualifiers={said}))=1",
    )
    return f"AND({','.join(conditions)})"
