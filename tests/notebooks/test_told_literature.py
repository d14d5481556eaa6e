"""The chapter on literature says of other figures what holds of them."""

import telling
from checkouts import Checkout


def test_contribution_follows_where_digits_allow_it(quick: Checkout) -> None:
    # c = 0.189 * 0.277 / (1.189 * (1 - 2.6 / 30.3) - 1) = 0.05235 / 0.08697 = 60.2% for a change of
    # 2.6 points, 58.9% for 2.55 + 0: 58.7% can follow, 69.9% cannot.
    said = telling.text(quick, "literature", {"digital-economy-share-change-2016": "2.5"})
    # 0.189 * 0.278 / (1.189 * (1 - 2.5 / 30.3) - 1) = 0.05254 / 0.09090 = 57.8%
    assert "the paper's source does not follow from the published growth and share" in said
    assert "that of the other group can." in said
    assert "The change of the share does not agree with the shares published" in said


def test_figures_that_cannot_be_those_published_are_counted(quick: Checkout) -> None:
    facts = {"digital-economy-2016": "26.2", "digital-economy-growth-2016": "91"}
    said = telling.text(quick, "literature", facts)
    # Left are 30.3, over 30, and 69.9, nearly 70; 58.7 never was.
    assert "In 2 of the 5 lines of the table, the printed figure can be a rounding" in said
    assert "So neither published contribution follows" in said


def test_works_on_wenzhou_are_as_many_as_the_list_has(quick: Checkout) -> None:
    quick.replace("data/paper/citations.csv", "13,city_industry,Wenzhou", "13,city_industry,world")
    quick.replace(
        "data/context/literature.csv", "digital_background,Zhejiang", "digital_background,Wenzhou"
    )
    said = telling.text(quick, "literature", {})
    assert "Of 53 works, 3 are about Wenzhou. None is a study of its outsourcing industry" in said
    assert "Under the themes of the digital economy, one work is about a single city." in said


def test_years_without_a_rise_are_named(quick: Checkout) -> None:
    quick.replace("data/context/digital_economy.csv", "2019,35.8,", "2019,31.3,")
    said = telling.text(quick, "literature", {}, first_year=2018, last_year=2019)
    assert "that one of them or both do not in 2019." in said
