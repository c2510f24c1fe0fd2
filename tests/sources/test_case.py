import pytest
from case_folder import CASE

from sources import SourceError, read_case
from sources.case import REASONS

SCOPED = CASE + "common_scope: {unit: person}\n"


def refused(case, text: str) -> str:
    case.write("sources/case.yml", text)
    with pytest.raises(SourceError) as refusal:
        read_case(case.root)
    return str(refusal.value)


def test_a_case_is_read(case):
    case.write(
        "sources/case.yml",
        CASE
        + "release_gap_days: 7\n"
        + "precedence: [DEATH, DUPLICATE]\n"
        + "comparisons:\n  - {id: main, title: {es: a, en: b}, from: A, to: B}\n"
        + "common_scope: {window_start: 2026-01-08, unit: person, excludes: [DEATH]}\n"
        + "estimate: {assumption: {es: supuesto, en: assumption}, claims: [A]}\n",
    )
    read = read_case(case.root)
    assert (read.country, read.release_gap_days) == ("VE", 7)
    assert (read.comparisons[0].from_claim, read.comparisons[0].to_claim) == ("A", "B")
    assert read.common_scope.basis == "gross"
    assert read.estimate.assumption.en == "assumption"
    assert read.estimate.claims == ("A",)
    assert read.full_precedence()[:4] == ["DEATH", "DUPLICATE", "REPEAT", "TRANSFER"]
    assert sorted(read.full_precedence()) == sorted(REASONS)


def test_a_folder_without_a_case(tmp_path):
    with pytest.raises(SourceError, match=r"sources/case\.yml: is not there"):
        read_case(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CASE + "pais: VE\n", "unknown key pais; write one of id, title, license, country"),
        (CASE.replace("ve_cedula", "cedula"), "identity is 'cedula'; write 've_cedula' or 'none'"),
        (CASE.replace("VE", "Ve"), "country is 'Ve'"),
        (CASE.replace("America/Caracas", "Caracas"), "timezone: no time zone is called 'Caracas'"),
        (CASE.replace("country: VE\n", ""), "country is missing; add it"),
        (CASE + "precedence: [DEATHS]\n", "precedence: ['DEATHS'] cannot stand here"),
        (CASE + "precedence: [DEATH, DEATH]\n", "precedence: ['DEATH'] stand twice"),
        (
            CASE + "common_scope: {unit: person, excludes: [OUT_OF_WINDOW]}\n",
            "common_scope.excludes: ['OUT_OF_WINDOW'] cannot stand here",
        ),
        (
            CASE
            + "common_scope: {unit: person, window_start: 2026-02-01, window_end: 2026-01-01}\n",
            "window_end 2026-01-01 is before window_start 2026-02-01",
        ),
        (
            CASE + "comparisons:\n" + 2 * "  - {id: a, title: {es: a, en: b}, from: A, to: B}\n",
            "comparisons: ['a'] stand twice",
        ),
        (
            CASE + "estimate: {claims: [A]}\n",
            "estimate: needs common_scope; declare what is counted",
        ),
        (SCOPED + "estimate: {claims: [A, A]}\n", "estimate.claims: ['A'] stand twice; keep one"),
        (SCOPED + "estimate: {claim: A}\n", "unknown key estimate.claim"),
        (SCOPED + "estimate: {assumption: {es: a}}\n", "estimate.assumption.en is missing; add it"),
    ],
)
def test_what_a_case_may_not_say(case, text, said):
    assert said in refused(case, text)
    assert refused(case, text).startswith("sources/case.yml: ")


BALANCE = (
    "balances:\n  - {id: held, title: {es: a, en: b}, opening: A, releases: [B, C], closing: D}\n"
)


def test_the_figures_of_a_balance_stand_in_the_order_of_its_lines(case):
    late = BALANCE.replace("closing", "late_additions: [E], deaths: [F], closing")
    case.write("sources/case.yml", CASE + late)
    assert read_case(case.root).balances[0].figures() == [
        ("opening", "A"),
        ("releases", "B"),
        ("releases", "C"),
        ("deaths", "F"),
        ("late_additions", "E"),
        ("closing", "D"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BALANCE + BALANCE.split("\n", 1)[1], "balances: ['held'] stand twice"),
        (BALANCE.replace("C]", "A]"), "balances.0: ['A'] stand twice in one balance"),
        (BALANCE.replace("closing: D", "deaths: [D]"), "balances.0.closing is missing; add it"),
        (BALANCE.replace("releases", "release"), "unknown key balances.0.release"),
        (BALANCE.replace("[B, C]", "B"), "balances.0.releases is 'B'"),
    ],
)
def test_what_a_balance_may_not_say(case, text, said):
    assert said in refused(case, CASE + text)
