"""What a call in a cell may do to what it is given: nothing, draw on it, or anything."""

import ast
from collections.abc import Iterator, Mapping
from typing import Literal


def listed(text: str) -> frozenset[str]:
    """Return the names in a text."""
    return frozenset(text.split())


Kind = Literal["pure", "contains", "draws", "any"]
RUN = "run"  # what cells call the session that `start` returns
DRAWING = ("seaborn", "offshore.display.drawing")
OURS = "offshore"  # its functions change nothing that they are given, but for those that draw
LIBRARIES = ("math", "numpy", "pandas", "statistics")
STATEFUL = ("numpy.random",)  # part of a library that remembers what it was asked before
# Builtins that return a plain value, and those that return what they are given, in other order.
PLAIN = listed(
    """
    abs all any bool divmod float int isinstance len pow range repr round str sum
    """
)
CONTAINERS = listed("dict enumerate list max min reversed set sorted tuple zip")
# Methods of pandas, of strings and of dictionaries that change nothing.
METHODS = listed(
    """
    abs add_prefix add_suffix agg aggregate all any apply assign astype between capitalize clip
    combine_first copy count cumprod cumsum diff div drop drop_duplicates dropna duplicated eq
    explode fillna first ge get groupby gt head idxmax idxmin intersection isin isna issubset items
    join keys last le loc lower lt mask max mean median melt merge min mul ne nlargest notna
    nsmallest nunique pct_change pivot pivot_table prod quantile query rank reindex removeprefix
    removesuffix rename rename_axis replace reset_index rolling round select_dtypes set_axis
    set_index shift size sort_index sort_values split squeeze stack startswith endswith std strip
    sub sum tail to_dict to_frame to_list to_numpy tolist transform transpose union unique unstack
    upper value_counts values where xs
    """
)


def kind(call: ast.Call, imported: Mapping[str, str], drawings: frozenset[str]) -> Kind:
    """Return what a call may do to its receiver and its arguments.

    "pure": change nothing and return something new; "contains": change nothing and return what may
    hold them; "draws": change the drawings among them; "any". `imported`: the dotted name of each
    imported name; `drawings`: the names of drawings.
    """
    if isinstance(call.func, ast.Name) and call.func.id not in imported:
        return _of_builtin(call.func.id)
    if name := dotted(call.func, imported):
        return _of_function(name)
    root = root_of(call.func)
    if root == RUN:
        return "draws" if _method(call) == "figure" else "pure"
    if root in drawings or any(given.arg == "ax" for given in call.keywords):
        return "draws"
    in_place = any(given.arg in ("inplace", "out", None) for given in call.keywords)
    return "contains" if _method(call) in METHODS and not in_place else "any"


def _of_builtin(name: str) -> Kind:
    if name in PLAIN:
        return "pure"
    return "contains" if name in CONTAINERS else "any"


def _of_function(name: str) -> Kind:
    if is_in(name, *DRAWING):
        return "draws"
    if is_in(name, *STATEFUL) or not is_in(name, OURS, *LIBRARIES):
        return "any"
    return "contains"


def is_in(name: str, *packages: str) -> bool:
    """Tell whether a dotted name is of one of some packages or modules."""
    return any(name == one or name.startswith(f"{one}.") for one in packages)


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def root_of(node: ast.expr) -> str:
    """Return the name that a chain of attributes, items and calls begins with, "" for none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr, imported: Mapping[str, str]) -> str:
    """Return the dotted name of what an expression such as `growth.compound_annual` names.

    "" for what is not of an imported name, or is called or picked out on the way.
    """
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in imported:
        return ""
    return ".".join([imported[node.id], *reversed(parts)])


def imports(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Yield each name that a statement imports, with the dotted name of what it is."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield (
                (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
            )
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def exposed(
    node: ast.AST, imported: Mapping[str, str], drawings: frozenset[str] = frozenset()
) -> set[str]:
    """Return the names whose objects the value of an expression may be or contain."""
    if isinstance(node, ast.Name):
        return set() if node.id in imported or node.id == RUN else {node.id}
    if isinstance(node, ast.Constant | ast.BinOp | ast.UnaryOp | ast.Compare | ast.JoinedStr):
        return set()
    if isinstance(node, ast.Subscript | ast.Attribute | ast.Starred):
        return exposed(node.value, imported, drawings)
    if isinstance(node, ast.Call):
        what = kind(node, imported, drawings)
        found = set() if what == "pure" else given_to(node, imported, drawings)
        return found & drawings if what == "draws" else found
    parts = (exposed(child, imported, drawings) for child in ast.iter_child_nodes(node))
    return set().union(*parts)


def given_to(
    call: ast.Call, imported: Mapping[str, str], drawings: frozenset[str] = frozenset()
) -> set[str]:
    """Return the names whose objects a call can reach: its receiver's and its arguments'."""
    given = [call.func, *call.args, *(one.value for one in call.keywords)]
    return set().union(*(exposed(one, imported, drawings) for one in given))
