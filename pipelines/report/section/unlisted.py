"""Appendix: how many people no list names, or why that cannot be told."""

from pipelines.chart.canvas import sentence
from pipelines.report.element import Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """The lines of the appendix under what they may not be used for."""
    words = told.words
    say = words.say
    heading = say("Appendix: people whom no list names")
    if told.is_public:
        nothing = say(
            "Not in the public edition: what the overlap of lists can tell is reckoned from how many"
            " people they share."
        )
        return Section("unlisted", heading, [Prose(nothing)])
    found = told.published.rows("estimate")
    if not any(row["observed"] for row in found):
        nothing = say("Nothing is estimated: the case has no list of people who left.")
        return Section("unlisted", heading, [Prose(nothing)])
    headings = [
        Heading(say("Line")),
        Heading(say("Lists")),
        Heading(say("Seen"), True),
        Heading(say("At least"), True),
        Heading(say("Estimate"), True),
        Heading(say("At most"), True),
        Heading(say("Odds ratio"), True),
        Heading(say("Why no number")),
        Heading(say("Note")),
    ]
    rows = [
        [
            sentence(told.label("estimate_method", row["method"])),
            ", ".join(row["lists"]),
            "" if row["observed"] is None else told.words.number(row["observed"]),
            *(
                "" if row[name] is None else words.number(round(row[name]))
                for name in ("low", "estimate", "high")
            ),
            "" if row["tipping_odds_ratio"] is None else words.decimal(row["tipping_odds_ratio"]),
            told.label("estimate_refusal", row["refusal"]),
            row[f"note_{words.language}"] or "",
        ]
        for row in found
    ]
    kept = [0, *(place for place in range(1, len(headings)) if any(row[place] for row in rows))]
    return Section(
        "unlisted",
        heading,
        [
            Prose(
                say(
                    "Lists that share people tell something of those on none, if much is assumed."
                    " No number of this part enters a bridge or may be taken from a figure; where"
                    " the assumptions fail, no number is given."
                )
            ),
            Table(
                say("What the overlap of the lists can and cannot tell"),
                [headings[place] for place in kept],
                [[row[place] for place in kept] for row in rows],
            ),
        ],
    )
