"""Bridges from published figures: the real claims of the repository, and small invented ones."""

from datetime import date

import pytest

# The real claims --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures(real):
    """The stated value of each claim."""
    return {
        claim["claim_id"]: claim["value"]
        for claim in real["staging.claim"]
        if claim["reading"] == "stated"
    }


@pytest.fixture(scope="module")
def said(real):
    return {row["claim_id"]: row for row in real["staging.claim"] if row["reading"] == "stated"}


@pytest.fixture(scope="module")
def ladder(real):
    """Reason and amount of each line of a comparison."""

    def steps(comparison_id, to_reading="stated"):
        lines = [
            line
            for line in real["marts.bridge"]
            if (line["comparison_id"], line["to_reading"]) == (comparison_id, to_reading)
        ]
        return [
            (line["reason"], line["amount"], line["running_total"])
            for line in sorted(lines, key=lambda line: line["line_no"])
        ]

    return steps


def test_every_real_claim_and_comparison_can_be_used(real):
    assert real["meta.rejected"] == []
    assert {row["bridged_by"] for row in real["marts.comparison"]} == {"claims"}


@pytest.mark.parametrize("reading", ["stated", "november", "december"])
def test_the_ladder_of_26_january(ladder, reading):
    assert ladder("january", reading) == [
        ("FROM", 266, 266),
        ("OUT_OF_WINDOW", 117, 383),
        ("UNITEMISED", 425, 808),
        ("TO", 0, 808),
    ]


def test_nine_february_gross_and_net(ladder):
    gross = [("FROM", 426, 426), ("OUT_OF_WINDOW", 117, 543), ("UNITEMISED", 354, 897)]
    assert ladder("february_gross") == [*gross, ("TO", 0, 897)]
    assert ladder("february_net") == [*gross, ("REARRESTED", -1, 896), ("TO", 0, 896)]


def test_the_headline_is_open_above(ladder, real):
    assert ladder("headline") == [
        ("FROM", 448, 448),
        ("OUT_OF_WINDOW", 117, 565),
        ("UNITEMISED", 235, 800),
        ("TO", 0, 800),
    ]
    [residual] = [
        line
        for line in real["marts.bridge"]
        if line["comparison_id"] == "headline" and line["reason"] == "UNITEMISED"
    ]
    assert (residual["amount_low"], residual["amount_high"]) == (236, None)
    assert residual["claim_ids"] == ["C110", "C125"]
    assert "4 days" in residual["label_en"]
    assert "4 días" in residual["label_es"]


def test_the_window_step_says_when_it_was_measured(real):
    [step] = [
        line
        for line in real["marts.bridge"]
        if line["comparison_id"] == "headline" and line["reason"] == "OUT_OF_WINDOW"
    ]
    assert step["claim_ids"] == ["C084", "C085"]
    assert "26/01/2026" in step["label_es"]
    assert "2026-01-26" in step["label_en"]


def test_full_freedoms_are_prisoners_and_measures_lifted(ladder):
    assert ladder("amnesty") == [
        ("FROM", 109, 109),
        ("UNITEMISED", 70, 179),
        ("MEASURE_LIFTED", 3052, 3231),
        ("TO", 0, 3231),
    ]


def test_a_difference_of_two_claims_is_compared_like_any(ladder, figures, said):
    assert ladder("amnesty_prisoners") == [
        ("FROM", 222, 222),
        ("UNITEMISED", 25, 247),
        ("TO", 0, 247),
    ]
    assert said["D001"]["derived_from"] == ["C163", "C110"]
    assert figures["C163"] - figures["C110"] == figures["D001"] == 222


def test_the_precedents(ladder):
    assert ladder("precedent_2018") == [
        ("FROM", 38, 38),
        ("NOT_POLITICAL", 41, 79),
        ("TO", 0, 79),
    ]
    assert ladder("precedent_2020") == [
        ("FROM", 53, 53),
        ("MEASURE_LIFTED", 24, 77),
        ("MEASURE_LIFTED", 26, 103),
        ("MEASURE_LIFTED", 6, 109),
        ("NOT_POLITICAL", 1, 110),
        ("TO", 0, 110),
    ]


def test_lines_that_share_a_reason_have_labels_and_claims_of_their_own(real):
    lines = [
        line
        for line in real["marts.bridge"]
        if line["comparison_id"] == "precedent_2020" and line["reason"] == "MEASURE_LIFTED"
    ]
    assert len({line["label_es"] for line in lines}) == len(lines) == 3
    assert sorted(line["claim_ids"] for line in lines) == [
        ["C003b", "C003z"],
        ["C003c", "C003z"],
        ["C003d", "C003z"],
    ]


def test_every_real_bridge_closes(real, figures):
    for comparison in real["marts.comparison"]:
        lines = [
            line
            for line in real["marts.bridge"]
            if line["comparison_id"] == comparison["comparison_id"]
        ]
        ends = [line["running_total"] for line in lines if line["reason"] == "TO"]
        assert set(ends) == {figures[comparison["to_claim_id"]]}
        assert all(line["named"] == 0 for line in lines)


def test_parts_add_up_to_their_claim(said, figures):
    wholes = [claim for claim in said.values() if claim["parts"]]
    assert len(wholes) > 15
    apart = {
        claim["claim_id"]: claim["value"] - sum(figures[part] for part in claim["parts"])
        for claim in wholes
    }
    assert {key: rest for key, rest in apart.items() if rest} == {}


@pytest.fixture
def between(real, given, run):
    """Reason and amount of each line between two real claims, known alone."""

    def steps(from_claim_id, to_claim_id):
        ends = (from_claim_id, to_claim_id)
        given("staging.claim", *(row for row in real["staging.claim"] if row["claim_id"] in ends))
        given("tally.pair")
        given("raw.comparison", {"from_claim_id": from_claim_id, "to_claim_id": to_claim_id})
        found = sorted(run("tally.claim_line"), key=lambda line: line["place"])
        return [(line["reason"], line["amount"]) for line in found]

    return steps


def test_418_since_december_is_302_and_116_before(said, between):
    assert said["C089"]["value"] + 116 == said["C091"]["value"] == 418
    assert "302 since 8 January and 116 before" in said["C091"]["notes"]
    assert between("C089", "C091") == [("FROM", 302), ("OUT_OF_WINDOW", 116), ("TO", 0)]


def test_310_is_159_and_151(said, figures):
    assert said["C092"]["parts"] == ["C092a", "C092b"]
    assert (figures["C092a"], figures["C092b"], figures["C092"]) == (159, 151, 310)


def test_the_communiques_leave_103_of_the_406(said, figures, between):
    assert [figures[part] for part in said["C051"]["parts"]] == [99, 88, 116]
    assert (figures["C051"], figures["C050"]) == (303, 406)
    assert between("C051", "C050") == [("FROM", 303), ("UNITEMISED", 103), ("TO", 0)]


def test_without_lists_no_name_evidences_anything_and_the_whole_figure_is_left(real, said):
    stock = {claim_id for claim_id, claim in said.items() if claim["stock_or_flow"] == "stock"}
    for row in real["marts.claim_evidence"]:
        none = None if row["claim_id"] in stock else 0
        assert (row["evidenced_low"], row["evidenced_high"]) == (none, none)
    (headline,) = [row for row in real["marts.claim_evidence"] if row["claim_id"] == "C125"]
    assert (headline["residual_low"], headline["residual_high"]) == (801, None)
    assert (headline["unexplained_low"], headline["unexplained_high"]) == (801, None)
    assert {row["count"] for row in real["marts.best_count"]} == {None}


# Small invented claims ----------------------------------------------------------------------------

FIRST, SECOND = date(2026, 1, 26), date(2026, 2, 9)


@pytest.fixture
def lines(bench):
    """Reason, amount and bounds of each line from claim A to claim Z, among these claims."""

    def read(*claims):
        bench.given("tally.pair")
        bench.given("tally.row_line")
        bench.given("raw.comparison", {"from_claim_id": "A", "to_claim_id": "Z"})
        bench.given("staging.claim", *claims)
        found = sorted(bench.run("tally.claim_line"), key=lambda line: line["place"])
        return [
            (line["reason"], line["amount"], line["amount_low"], line["amount_high"])
            for line in found
        ]

    return read


def figure(claim_id, value, organisation="Norte", qualifier="exact", **said):
    open_above = qualifier in {"more_than", "at_least"}
    return {
        "claim_id": claim_id,
        "value": value,
        "organisation": organisation,
        "qualifier": qualifier,
        "value_low": None if value is None else value + (qualifier == "more_than"),
        "value_high": None if open_above else value,
        "as_of": SECOND,
    } | said


def steps(found):
    return [line[:2] for line in found]


OPENING = {"window_start": date(2026, 1, 8)}
DECEMBER = {"window_start": date(2025, 12, 1)}
NET = {"basis": "net_of_rearrest"}
A = figure("A", 100, **OPENING)
PLAIN = [("FROM", 100), ("UNITEMISED", 200), ("TO", 0)]


def south(value=300, **said):
    return figure("Z", value, "Sur", **(DECEMBER | said))


def test_without_a_contrast_all_is_unitemised(lines):
    assert steps(lines(A, south())) == PLAIN


def test_a_contrast_of_the_first_organisation_leads_towards_the_second(lines):
    found = lines(A, figure("B", 140, **DECEMBER), south())
    assert steps(found) == [
        ("FROM", 100),
        ("OUT_OF_WINDOW", 40),
        ("UNITEMISED", 160),
        ("TO", 0),
    ]


def test_a_contrast_of_the_second_organisation_comes_after_the_residual(lines):
    found = lines(A, south(**OPENING, **NET), figure("Y", 305, "Sur", **OPENING))
    assert steps(found) == [("FROM", 100), ("UNITEMISED", 205), ("REARRESTED", -5), ("TO", 0)]


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("two attributes apart", figure("B", 140, **DECEMBER, **NET)),
        ("another organisation", figure("B", 140, "Este", **DECEMBER)),
        ("derived from the other", figure("B", 140, **DECEMBER, derived_from=["A"])),
        ("beyond the goal", figure("B", 140, window_start=date(2025, 11, 30))),
        ("away from the goal", figure("B", 90, window_start=date(2026, 1, 20))),
        ("not exact", figure("B", 140, qualifier="about", **DECEMBER)),
        ("no figure", figure("B", None, **DECEMBER)),
        ("a stock", figure("B", 140, **DECEMBER, stock_or_flow="stock")),
        ("a wider reading", figure("B", 140, **DECEMBER, reading="december")),
        ("closed at another day", figure("B", 140, **DECEMBER, window_end=date(2026, 1, 31))),
    ],
)
def test_no_contrast(lines, why, other):
    assert steps(lines(A, other, south())[:3]) == PLAIN, why


def test_cut_offs_two_days_apart_make_a_contrast_and_three_none(bench, lines):
    near = figure("B", 140, **DECEMBER, as_of=date(2026, 2, 7))
    assert ("OUT_OF_WINDOW", 40) in steps(lines(A, near, south()))
    bench.clear()
    far = figure("B", 140, **DECEMBER, as_of=date(2026, 2, 6))
    assert steps(lines(A, far, south())) == PLAIN


def test_an_older_window_contrast_serves_for_a_period_that_had_ended(lines):
    older = [
        figure("B", 60, **OPENING, as_of=FIRST),
        figure("C", 90, **DECEMBER, as_of=FIRST),
    ]
    assert ("OUT_OF_WINDOW", 30) in steps(lines(A, *older, south()))


def test_an_older_contrast_of_anything_else_does_not_serve(lines):
    older = [
        figure("B", 60, **OPENING, as_of=FIRST),
        figure("C", 59, **OPENING, **NET, as_of=FIRST),
    ]
    assert steps(lines(A, *older, south(**OPENING, **NET))) == PLAIN


def test_a_later_contrast_does_not_serve(lines):
    later = [
        figure("B", 160, **OPENING, as_of=date(2026, 2, 20)),
        figure("C", 190, **DECEMBER, as_of=date(2026, 2, 20)),
    ]
    assert steps(lines(A, *later, south())) == PLAIN


def test_the_nearest_contrast_wins(lines):
    older = [
        figure("B", 60, **OPENING, as_of=FIRST),
        figure("C", 90, **DECEMBER, as_of=FIRST),
    ]
    own = figure("D", 140, **DECEMBER)
    assert ("OUT_OF_WINDOW", 40) in steps(lines(A, *older, own, south()))


def test_a_contrast_of_one_excluded_code(lines):
    found = lines(
        figure("A", 100, **OPENING, excludes=["HOUSE_ARREST"]),
        figure("B", 130, **OPENING),
        south(**OPENING),
    )
    assert steps(found) == [("FROM", 100), ("HOUSE_ARREST", 30), ("UNITEMISED", 170), ("TO", 0)]


@pytest.mark.parametrize(
    ("unit", "reason"),
    [("release", "REPEAT"), ("beneficiary", "MEASURE_LIFTED"), ("order", "ORDER_PENDING")],
)
def test_a_contrast_of_units_bridges_units(lines, unit, reason):
    found = lines(A, figure("B", 180, **OPENING, unit=unit), south(**OPENING, unit=unit))
    assert steps(found) == [("FROM", 100), (reason, 80), ("UNITEMISED", 120), ("TO", 0)]


@pytest.mark.parametrize("unit", ["row", "order", "measure", "application", "beneficiary"])
def test_different_units_without_a_step_are_refused(bench, lines, unit):
    assert lines(A, south(unit=unit)) == []
    [comparison] = bench.run("marts.comparison")
    assert comparison["bridged_by"] == "refused"


def test_a_part_of_the_other_unit_gives_the_step(lines):
    found = lines(
        A,
        south(500, unit="beneficiary", parts=["P", "Q"]),
        figure("P", 180, "Sur"),
        figure("Q", 320, "Sur", unit="beneficiary", part_reason="MEASURE_LIFTED"),
    )
    assert steps(found) == [("FROM", 100), ("UNITEMISED", 80), ("MEASURE_LIFTED", 320), ("TO", 0)]


def test_parts_of_the_first_claim_are_taken_off_before_the_residual(lines):
    found = lines(
        figure("A", 500, unit="beneficiary", parts=["P", "Q"]),
        south(100),
        figure("P", 180),
        figure("Q", 320, unit="beneficiary", part_reason="MEASURE_LIFTED"),
    )
    assert steps(found) == [("FROM", 500), ("MEASURE_LIFTED", -320), ("UNITEMISED", -80), ("TO", 0)]


def test_a_part_without_a_figure_makes_no_step(lines):
    found = lines(
        A,
        south(500, unit="beneficiary", parts=["P", "Q", "R"]),
        figure("P", 180, "Sur"),
        figure("Q", None, "Sur", unit="beneficiary", part_reason="MEASURE_LIFTED"),
        figure("R", 300, "Sur", unit="beneficiary", part_reason="ORDER_PENDING"),
    )
    assert steps(found) == [("FROM", 100), ("UNITEMISED", 100), ("ORDER_PENDING", 300), ("TO", 0)]


def test_a_negative_residual_keeps_its_sign(lines):
    assert lines(A, south(80)) == [
        ("FROM", 100, 100, 100),
        ("UNITEMISED", -20, -20, -20),
        ("TO", 0, 0, 0),
    ]


def test_equal_figures_leave_no_residual(lines):
    assert steps(lines(A, south(100))) == [("FROM", 100), ("TO", 0)]


@pytest.mark.parametrize(
    ("start", "end", "residual"),
    [
        (("exact", 100), ("more_than", 300), (200, 201, None)),
        (("exact", 100), ("at_least", 300), (200, 200, None)),
        (("exact", 100), ("about", 300), (200, 200, 200)),
        (("more_than", 100), ("exact", 300), (200, None, 199)),
        (("at_least", 100), ("exact", 300), (200, None, 200)),
        (("more_than", 100), ("more_than", 300), (200, None, None)),
        (("more_than", 300), ("at_least", 300), (0, None, None)),
    ],
)
def test_what_is_open_stays_open(lines, start, end, residual):
    first = figure("A", start[1], qualifier=start[0])
    found = lines(first, south(end[1], qualifier=end[0], window_start=None))
    assert found[1] == ("UNITEMISED", *residual)


def test_a_claim_without_a_figure_is_never_compared(bench, lines):
    assert lines(A, south(None)) == []
    [comparison] = bench.run("marts.comparison")
    assert comparison["bridged_by"] == "refused"


def test_a_claim_not_yet_said_is_not_compared(bench, lines):
    assert lines(A) == []
    [comparison] = bench.run("marts.comparison")
    assert (comparison["bridged_by"], comparison["days_apart"]) == ("not_yet_said", None)


def test_every_reading_has_a_bridge_of_its_own(bench, lines):
    lines(A, figure("B", 140, **DECEMBER), south(), south(reading="opening", **OPENING))
    found = {}
    for line in sorted(bench.run("marts.bridge"), key=lambda line: line["line_no"]):
        found.setdefault(line["to_reading"], []).append((line["reason"], line["running_total"]))
    assert found == {
        "stated": [("FROM", 100), ("OUT_OF_WINDOW", 140), ("UNITEMISED", 300), ("TO", 300)],
        "opening": [("FROM", 100), ("UNITEMISED", 300), ("TO", 300)],
    }
