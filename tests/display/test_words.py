"""A notebook's file of words: what it says in each language, and how each fault is told."""

from pathlib import Path

import pytest
from checkouts import here, notebooks
from hypothesis import example, given
from hypothesis import strategies as st

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.display import word_files
from offshore.display.language import Language, languages
from offshore.display.words import Words
from offshore.notebook import contract

SOUND = """
items:
  bars:
    caption: Bars of {place}, {year}.
    alternative: "Bars: {growth}. {{Braces}} stay."
    labels: {year: Year, growth: "Growth, {currency}"}
    units: {growth: percent 2}
    ticks: {growth: percent 0}
    missing: never
values:
  basis: {printed: as printed, 1: one}
  currency: {USD: dollars}
units: {growth: percent, value: "money {currency}", ratio: "number {digits}"}
texts: {six: Six cities, gap: "gap of {growth}"}
"""
CATALOGUE = """
msgid ""
msgstr ""
"Language: zh_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
CHINESE = {
    ("bars: caption", "Bars of {place}, {year}."): "{place}{year}年的柱状图。",
    ("words", "Growth, {currency}"): "增速（{currency}）",
    ("words", "as printed"): "印刷值",
    ("words", "dollars"): "美元",
    ("words", "gap of {growth}"): "差距{growth}",
    ("words", "never"): "从未",
}
GIVEN = {"currency": "USD", "year": 2017, "digits": 3}


def said(
    folder: Path,
    file: str = SOUND,
    code: str = "en",
    translations: dict[tuple[str, str], str] | None = None,
) -> Words:
    """Return the words of a notebook `x` whose file says this."""
    compendium = Compendium(folder)
    path = compendium.words("x")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(file, encoding="utf-8")
    locale = {"en": "en", "zh": "zh_CN"}[code]
    catalogue = compendium.catalogue("zh_CN", "x")
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    entries = [
        f'\nmsgctxt "{context}"\nmsgid "{english}"\nmsgstr "{chinese}"\n'
        for (context, english), chinese in (translations or CHINESE).items()
    ]
    catalogue.write_text(CATALOGUE + "".join(entries), encoding="utf-8")
    return Words("x", Language(code, locale, compendium), GIVEN)


def test_caption_is_filled_by_what_is_given_else_by_a_parameter(tmp_path: Path) -> None:
    words = said(tmp_path)
    assert words.caption("bars", "caption", {"place": "Wenzhou"}) == "Bars of Wenzhou, 2017."
    assert words.caption("bars", "caption", {"place": "", "year": 1}) == "Bars of , 1."
    assert words.caption("bars", "alternative", {"growth": "1%"}) == "Bars: 1%. {Braces} stay."
    chinese = said(tmp_path, code="zh")
    assert chinese.caption("bars", "caption", {"place": "温州"}) == "温州2017年的柱状图。"


def test_what_fills_a_place_is_no_template_itself(tmp_path: Path) -> None:
    filled = said(tmp_path).caption("bars", "caption", {"place": "{growth.real} {0}"})
    assert filled == "Bars of {growth.real} {0}, 2017."


def test_braces_of_a_category_are_doubled_in_the_file_and_single_for_the_reader(
    tmp_path: Path,
) -> None:
    words = said(tmp_path)
    words.content["values"]["basis"]["odd"] = "{{x}} }} of {{"
    assert words.value("basis", "odd") == "{x} } of {"


@pytest.mark.parametrize(
    ("code", "label", "category", "text", "missing"),
    [
        ("en", "Growth, dollars", "as printed", "gap of 5.0%", "never"),
        ("zh", "增速（美元）", "印刷值", "差距5.0%", "从未"),
    ],
)
def test_words_are_in_the_language(
    tmp_path: Path, code: str, label: str, category: str, text: str, missing: str
) -> None:
    words = said(tmp_path, code=code)
    item = words.item("bars")
    assert words.label_of(item, "growth", {}) == label
    assert words.value("basis", "printed") == category
    assert words.text("gap", growth=0.05) == text
    assert words.write("growth", None, item) == missing


def test_number_is_written_as_its_item_says_else_as_the_file_says(tmp_path: Path) -> None:
    words = said(tmp_path)
    assert words.write("growth", 0.5) == "50.0%"
    assert words.write("growth", 0.5, words.item("bars")) == "50.00%"
    assert words.write("value", 2e6) == "USD 2 million"  # its currency is a parameter
    assert words.write("ratio", 0.5) == "0.500"
    assert words.write("growth", float("nan")) == ""
    assert words.write("basis", 1) == "one"
    ticks = words.ticks("growth", words.item("bars"))
    assert ticks and ticks.write(0.5, words.language) == "50%"
    assert words.ticks("year", words.item("bars")) is None


@pytest.mark.parametrize(("code", "yes"), [("en", "yes"), ("zh", "是")])
def test_true_and_false_and_vocabularies_need_no_words(code: str, yes: str) -> None:
    words = Words("growth", languages(here())[code], {}, ("vocabulary/entities",))
    assert words.value("agrees", True) == yes
    assert words.value("entity", "Wenzhou") == {"en": "Wenzhou", "zh": "温州"}[code]
    assert words.value("nothing", "Wenzhou") == "Wenzhou"


def test_notebook_without_a_file_says_nothing(tmp_path: Path) -> None:
    assert word_files.read(Compendium(tmp_path), "x") == {}


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_word_of_every_notebook_is_there_in_every_language(path: Path, code: str) -> None:
    words = Words(path.stem, languages(here())[code])
    for context, text in word_files.messages(here(), path.stem):
        told = words.translated(text, context)
        assert word_files.places(told, path.stem) == word_files.places(text, path.stem), text


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_every_unit_of_every_notebook_is_one_with_its_default_parameters(path: Path) -> None:
    declared = contract.read_contract(here(), path.stem).parameters
    given = {name: parameter.default for name, parameter in declared.items()}
    words = Words(path.stem, languages(here())["en"], given)
    for name in words.content.get("units", {}):
        assert words.unit(name)
    for item in words.content.get("items", {}).values():
        assert all(words.unit(name, item) for name in item.get("units", {}))
        assert all(words.ticks(name, item) for name in item.get("ticks", {}))


ITEM = "items:\n  bars:\n    "
BAD = {
    # Where something else stands than belongs there.
    "no names at the top": ("- a\n- b\n", "must have names with values at its top"),
    "unknown at the top": ("itmes: {}", "no 'itmes' belongs here. Did you mean 'items'?"),
    "unknown of an item": (f"{ITEM}capton: A.", "bars: no 'capton' belongs here. Did you mean"),
    "nothing in a part": ("texts:", "texts: names with values belong here, as `name: value`, not"),
    "list of items": ("items: [bars]", "items: names with values belong here, as `name: value`"),
    "text for an item": ("items: {bars: Bars.}", "items, bars: names with values belong here"),
    "text for labels": (f"{ITEM}labels: Year", "bars, labels: names with values belong here"),
    "list of ticks": (f"{ITEM}ticks: [percent]", "bars, ticks: names with values belong here"),
    "text for values": ("values: {basis: printed}", "values, basis: names with values belong"),
    "list for a caption": (f"{ITEM}caption: [A, B]", "caption: a text belongs here, not a list"),
    "names for a caption": (f"{ITEM}caption: {{a: b}}", "a text belongs here, not names with"),
    "nothing for a caption": (f"{ITEM}caption:", "caption: a text belongs here, not nothing"),
    "truth for a word": ("values: {certain: {1: true}}", "a text belongs here, not True. Put it"),
    "list for a unit": ("units: {growth: [percent, 2]}", "a unit belongs here, not a list"),
    # Braces: a place is a plain name, and nothing reaches an attribute.
    "open brace": (f'{ITEM}caption: "A {{year."', "has braces amiss (expected '}'"),
    "closed brace": ('texts: {a: "year} A"}', "has braces amiss (Single '}'"),
    "no name": (f'{ITEM}caption: "A {{}}."', "has a place that is not a plain name"),
    "position": (f'{ITEM}caption: "A {{0}}."', "has a place that is not a plain name"),
    "attribute": (f'{ITEM}caption: "{{year.real}}"', "has a place that is not a plain name"),
    "hidden": (f'{ITEM}alternative: "{{a.__class__}}"', "has a place that is not a plain name"),
    "index": ('texts: {a: "{year[0]}"}', "has a place that is not a plain name"),
    "conversion": (f'{ITEM}caption: "{{year!r}}"', "has a place that is not a plain name"),
    "form": (f'{ITEM}caption: "{{year:>9}}"', "has a place that is not a plain name"),
    "place in a form": (f'{ITEM}caption: "{{a:{{b}}}}"', "has a place that is not a plain name"),
    "spaces": ('units: {a: "money { currency }"}', "has a place that is not a plain name"),
    # Units.
    "no unit": ("units: {growth: percnt}", "growth: 'percnt' is no unit. Did you mean 'percent'?"),
    "no unit of an item": (f"{ITEM}units: {{growth: per cent}}", "bars, units, growth: 'per' is"),
    "no unit of ticks": (f"{ITEM}ticks: {{growth: 2}}", "bars, ticks, growth: '2' is no unit"),
    "no currency": ("units: {growth: money}", "'money' cannot be read. Allowed: number, percent"),
    "decimals twice": ("units: {growth: percent 1 2}", "'percent 1 2' cannot be read"),
    # YAML.
    "repeated": ("units: {}\nunits: {}", "line 2, has the name units a second time"),
    "open list": ("units: [", "line 2, is not YAML"),
    "two colons": (f"{ITEM}caption: A: B", "line 3, is not YAML (mapping values"),
    "unquoted place": (
        f"{ITEM}caption: {{year}} A",
        "a text with : or { or # needs quotation marks",
    ),
    "alias": ("texts: {a: &a A, b: *a}", "has an anchor or alias"),
    "tag": ("texts: {a: !!python/name:os.system x}", "has the tag"),
    "two documents": ("texts: {}\n---\ntexts: {}", "starts a second document"),
    "deep": ("texts: " + "{a: " * 20 + "b" + "}" * 20, "is nested more than"),
    "control": ("texts: {a: \x01}", "is not YAML"),
}


@pytest.mark.parametrize(("file", "message"), BAD.values(), ids=BAD)
def test_file_that_breaks_the_form_is_refused(tmp_path: Path, file: str, message: str) -> None:
    words = said(tmp_path, file)
    with pytest.raises(UserError) as refusal:
        word_files.read(words.language.compendium, "x")
    told = str(refusal.value)
    assert "notebooks/words/x.yaml" in told
    assert message in told
    assert told.endswith(".")
    assert len(told) < 500


@pytest.mark.parametrize("name", [name for name in BAD if "unknown" in name or "list" in name])
def test_refusal_says_what_is_allowed_or_what_to_do(tmp_path: Path, name: str) -> None:
    words = said(tmp_path, BAD[name][0])
    with pytest.raises(UserError, match=r"Allowed: |is not YAML|Put it on one line"):
        word_files.read(words.language.compendium, "x")


ATTRIBUTES = ["{a.b}", "{a[0]}", "{0}", "{}", "{a!r}", "{a:b}", "{a.__class__.__mro__}"]


@given(st.text("ab{}.[]!:0_ ", max_size=12))
@example("{a.b}")
def test_text_that_is_accepted_is_filled_by_names_alone(text: str) -> None:
    try:
        named = word_files.places(text, "label")
    except UserError as refusal:
        assert "A place to be filled is {name}" in str(refusal)
        return
    filled = text.format(**dict.fromkeys(named, "X"))
    for name in named:
        text = text.replace(f"{{{name}}}", "X").replace(f"{{{name}:}}", "X")
    assert filled == text.replace("{{", "{").replace("}}", "}")


@pytest.mark.parametrize("chinese", ["{growth} {0}", *ATTRIBUTES])
def test_translation_reaches_no_attribute_either(tmp_path: Path, chinese: str) -> None:
    words = said(tmp_path, code="zh", translations={("words", "gap of {growth}"): chinese})
    with pytest.raises(UserError, match="is not a plain name") as refusal:
        words.text("gap", growth="1%")
    assert "zh_CN/LC_MESSAGES/x.po" in str(refusal.value)


def test_translation_with_a_place_that_the_english_has_not_is_refused(tmp_path: Path) -> None:
    words = said(tmp_path, code="zh", translations={("words", "gap of {growth}"): "{zeng}{growth}"})
    with pytest.raises(UserError) as refusal:
        words.text("gap", growth="1%")
    assert str(refusal.value) == (
        "book/translations/zh_CN/LC_MESSAGES/x.po or display.po: the zh translation of "
        "'gap of {growth}' has {zeng}. Allowed: {growth}."
    )


def test_translation_with_unbalanced_braces_is_refused(tmp_path: Path) -> None:
    words = said(tmp_path, code="zh", translations={("words", "gap of {growth}"): "差距{growth"})
    with pytest.raises(UserError, match=r"x\.po or display\.po: .* has braces amiss"):
        words.text("gap", growth="1%")


def test_text_without_a_translation_is_english_as_prose_is(tmp_path: Path) -> None:
    words = said(tmp_path, code="zh")
    assert words.text("six") == "Six cities"


def test_translation_of_a_caption_is_none_of_the_same_words_elsewhere(tmp_path: Path) -> None:
    twice = "items: {bars: {caption: Year}}\ntexts: {a: Year}"
    words = said(
        tmp_path, twice, "zh", {("bars: caption", "Year"): "各年", ("words", "Year"): "年"}
    )
    assert (words.caption("bars", "caption", {}), words.text("a")) == ("各年", "年")


ASKED = {
    "item": (
        lambda words: words.item("bar"),
        "has no words for 'bar'. Did you mean 'bars'? Add it below `items:`, with a caption. "
        "Items there: bars.",
    ),
    "text": (
        lambda words: words.text("sixx"),
        "has no text 'sixx'. Did you mean 'six'? Add it below `texts:`. Texts there: six, gap.",
    ),
    "place of a caption": (
        lambda words: words.caption("bars", "caption", {}),
        "nothing fills {place} in 'Bars of {place}, {year}.'. What can: a column of the data, what "
        "the notebook's call gives by that name, or a parameter (currency, year, digits).",
    ),
    "place of a text": (lambda words: words.text("gap"), "nothing fills {growth} in 'gap of"),
    "number without a unit": (
        lambda words: words.write("share", 0.5),
        "does not say how 'share' is written. Add it below `units:`, as `share: percent 1`.",
    ),
}


@pytest.mark.parametrize(("ask", "message"), ASKED.values(), ids=ASKED)
def test_what_the_file_does_not_say_is_asked_for(tmp_path: Path, ask, message: str) -> None:
    with pytest.raises(UserError) as refusal:
        ask(said(tmp_path))
    assert str(refusal.value).startswith("notebooks/words/x.yaml")
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("unit", "message"),
    [
        ("percent {decimals}", "nothing fills {decimals} in 'percent {decimals}'"),
        ("money {digits}", "units, growth: 'money 3' cannot be read. Allowed: "),
    ],
)
def test_unit_of_a_parameter_that_does_not_fit_is_refused(
    tmp_path: Path, unit: str, message: str
) -> None:
    words = said(tmp_path, f'units: {{growth: "{unit}"}}')
    with pytest.raises(UserError, match=r"^notebooks/words/x\.yaml") as refusal:
        words.write("growth", 0.5)
    assert message in str(refusal.value)


def test_number_for_a_text_is_its_digits(tmp_path: Path) -> None:
    words = said(tmp_path, "items: {bars: {caption: 2017, labels: {a: 1}, missing: 0}}")
    assert words.caption("bars", "caption", {}) == "2017"
    assert words.places("bars") == set()
    assert words.write("a", None, words.item("bars")) == "0"
    assert words.decisive()["items"]["bars"]["places"] == []
