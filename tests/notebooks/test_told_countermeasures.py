"""What the chapter on countermeasures says of other links and parameters."""

import telling
from checkouts import ROOT, Checkout


def test_of_the_links_as_they_are(quick: Checkout) -> None:
    said = telling.text(quick, "countermeasures", {})
    assert "Most of the links below are therefore ours" in said
    assert "The links between effects and problems are all inferred by us." in said
    assert "Of 77 links between measures and problems, the paper states 4;" in said
    assert "the other 73 are ours." in said
    assert "neither of the two dangers that section 2 warns of" in said
    assert "usual for advice" not in said


def test_of_the_papers_own_links_alone(quick: Checkout) -> None:
    said = telling.text(quick, "countermeasures", {}, stated_only=True)
    assert "This run keeps only the links that the paper itself states." in said
    assert "in this run no line begins at an effect" in said
    assert "therefore ours" not in said


def test_of_links_that_the_paper_states_and_of_a_measure_for_the_risk(quick: Checkout) -> None:
    quick.replace(LINKS, "publicity,markets-hard,answers", "publicity,matthew,answers")
    links = quick.root / LINKS
    links.write_text(links.read_text(encoding="utf-8").replace(",inferred,", ",yes,"), "utf-8")
    said = telling.text(quick, "countermeasures", {})
    assert "The paper does not always say which problem a measure is meant for." in said
    assert "the number that the paper states is 14;" in said
    assert "the paper states 77;" in said
    assert "0 for the shake-out of the industry and 1 for the regional Matthew effect" in said


LINKS = "data/argument/links.csv"


def test_lists_of_the_paper_are_not_taken_over_word_for_word() -> None:
    tables = [path.read_text(encoding="utf-8") for path in (ROOT / "data/argument").glob("*.csv")]
    for taken in ("联盟、众包、分包、云服务", "工业机器人、数字化车间、无人工厂", "成立约两年"):
        assert not [text for text in tables if taken in text]
