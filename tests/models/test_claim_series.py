"""One organisation's running count: what became of it, figure by figure."""

import pytest

from tests.models.figures import day, figure

NET = "net_of_rearrest"


@pytest.fixture
def series(bench):
    """Claim, the one before it, difference and verdict, by day."""

    def follow(*claims):
        bench.give_labels()
        bench.given("staging.claim", *claims)
        found = sorted(
            bench.run("marts.claim_series"), key=lambda row: (row["as_of"], row["value"])
        )
        return [
            (row["claim_id"], row["previous_claim_id"], row["difference"], row["verdict"])
            for row in found
        ]

    return follow


def test_each_figure_stands_beside_the_one_before_it(bench, series):
    told = [figure("A", 8, as_of=day(9)), figure("B", 12, as_of=day(10))]
    assert series(*told, figure("C", 12, as_of=day(11))) == [
        ("B", "A", 4, "rise"),
        ("C", "B", 0, "same"),
    ]
    first, _ = sorted(bench.run("marts.claim_series"), key=lambda row: row["claim_id"])
    assert (first["days_apart"], first["verdict_es"], first["verdict_en"]) == (
        1,
        "Norte, 8 (A, 09/01/2026) → Norte, 12 (B, 10/01/2026): subió",
        "Norte, 8 (A, 2026-01-09) → Norte, 12 (B, 2026-01-10): rose",
    )


def test_a_count_that_only_adds_up_and_falls_is_flagged_in_words(bench, series):
    assert series(figure("A", 75, as_of=day(9)), figure("B", 61, as_of=day(12))) == [
        ("B", "A", -14, "fall")
    ]
    [fall] = bench.run("marts.claim_series")
    assert fall["verdict_es"].endswith(": bajó, sin cambio de base")
    assert fall["verdict_en"].endswith(": fell, with no change of basis")


def test_a_change_of_basis_is_a_step_of_its_own_and_gross_comes_before_net(series):
    gross, net = figure("B", 897, as_of=day(9)), figure("A", 896, as_of=day(9), basis=NET)
    assert series(gross, net) == [("A", "B", -1, "basis_change")]


def test_two_counts_side_by_side_are_followed_each_on_its_own_basis(series):
    gross = [figure("A", 90, as_of=day(9)), figure("C", 80, as_of=day(11))]
    net = [figure("B", 89, as_of=day(9), basis=NET), figure("D", 95, as_of=day(11), basis=NET)]
    assert series(*gross, *net) == [
        ("B", "A", -1, "basis_change"),
        ("C", "A", -10, "fall"),
        ("D", "B", 6, "rise"),
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        (("at_least", 70), ("exact", 80), "cannot_tell"),
        (("more_than", 70), ("exact", 70), "fall"),
        (("at_least", 70), ("exact", 70), "cannot_tell"),
        (("more_than", 70), ("more_than", 80), "cannot_tell"),
        (("exact", 70), ("more_than", 70), "rise"),
        (("exact", 70), ("at_least", 70), "cannot_tell"),
        (("exact", 70), ("at_least", 60), "cannot_tell"),
        (("exact", 70), ("about", 60), "cannot_tell"),
        (("about", 70), ("exact", 80), "cannot_tell"),
    ],
)
def test_only_what_is_certain_is_told_of_figures_that_are_not_exact(
    series, earlier, later, verdict
):
    first, second = (
        figure(name, value, qualifier=qualifier, as_of=day(number))
        for name, number, (qualifier, value) in (("A", 9, earlier), ("B", 10, later))
    )
    assert [row[3] for row in series(first, second)] == [verdict]


def test_counts_of_one_day_have_no_order_in_which_they_could_fall(series):
    told = [figure("A", 49, as_of=day(12)), figure("B", 41, as_of=day(12))]
    assert series(*told, figure("C", 60, as_of=day(13))) == [
        ("A", "B", 8, "rise"),
        ("C", "A", 11, "rise"),
    ]


def test_a_figure_said_later_of_the_same_day_comes_after(series):
    said = [figure("A", 49, as_of=day(12), said_on=day(12))]
    said += [figure("B", 41, as_of=day(12), said_on=day(14))]
    assert series(*said) == [("B", "A", -8, "fall")]


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another organisation", {"organisation": "Sur"}),
        ("another unit", {"unit": "release"}),
        ("another first day", {"window_start": day(1)}),
        ("no first day", {"window_start": None}),
        ("another excluded code", {"excludes": ["FOREIGN"]}),
        ("another population", {"population": "foreign"}),
        ("ascribed to another side", {"side": "government"}),
        ("a closed period", {"window_end": day(9)}),
        ("a stock", {"stock_or_flow": "stock"}),
        ("another reading", {"reading": "december"}),
        ("a part for the same period", {"breakdown_of": "A"}),
        ("computed, not published", {"derived_from": ["A"]}),
    ],
)
def test_what_is_no_figure_of_the_same_series(series, why, other):
    assert series(figure("A", 20, as_of=day(9)), figure("B", 10, as_of=day(10), **other)) == [], why


def test_a_claim_without_a_figure_is_passed_over(series):
    told = [figure("A", 20, as_of=day(9)), figure("B", None, as_of=day(10))]
    assert series(*told, figure("C", 22, as_of=day(11))) == [("C", "A", 2, "rise")]


def test_the_order_of_the_excluded_codes_means_nothing(series):
    one, other = ["FOREIGN", "MILITARY"], ["MILITARY", "FOREIGN"]
    told = [figure("A", 20, as_of=day(9), excludes=one)]
    assert series(*told, figure("B", 21, as_of=day(9), excludes=other, window_end=day(9))) == [
        ("B", "A", 1, "rise")
    ]


# The real claims --------------------------------------------------------------------------------


def test_of_all_real_series_only_foro_penals_count_since_christmas_fell(real):
    falls = [row for row in real["marts.claim_series"] if row["verdict"] == "fall"]
    assert [(row["previous_claim_id"], row["claim_id"]) for row in falls] == [("C008", "C012")]
    assert (falls[0]["previous_value"], falls[0]["value"]) == (75, 61)


def test_896_is_897_on_another_basis(real):
    [step] = [row for row in real["marts.claim_series"] if row["verdict"] == "basis_change"]
    assert (step["previous_claim_id"], step["claim_id"], step["difference"]) == ("C103", "C102", -1)


def test_narrower_counts_are_no_falls(real):
    """28 new to JEP's register, 31 military, 23 foreigners: each below the count beside it."""
    followed = {row["claim_id"] for row in real["marts.claim_series"]}
    assert followed.isdisjoint({"C007a", "C009a", "C010a", "C011a", "C059", "C060", "C156"})
