"""What every code on the page means."""

from pipelines.report.element import Cell, Details, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """The reasons first, since the bridges speak in them, then every other scheme of codes."""
    words = told.words
    say = words.say
    schemes: dict[str, list[tuple[str, str]]] = {}
    for (scheme, code), label in told.labels.items():
        schemes.setdefault(scheme, []).append((code, label))
    headings = [Heading(say("Code")), Heading(say("Meaning"))]
    reasons: list[list[Cell]] = [[code, label] for code, label in schemes.pop("reason", [])]
    others: list[list[Cell]] = [
        [f"{scheme}: {code}", label] for scheme, codes in schemes.items() for code, label in codes
    ]
    return Section(
        "definitions",
        say("Definitions"),
        [
            Prose(
                say(
                    "People leaving prison are counted as persons, releases or rows of a list, as"
                    " each figure says; a reason is judged on what the lists say."
                )
            ),
            Details(
                say("Reasons and lines of a bridge"),
                [Table(say("Reasons and lines of a bridge: codes"), headings, reasons)],
            ),
            Details(
                say("Every other code"),
                [Table(say("Every other code, by scheme"), headings, others)],
            ),
        ],
    )
