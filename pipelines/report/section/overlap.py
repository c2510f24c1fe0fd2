"""How many persons each two sources share."""

from pipelines.report.element import Heading, Prose, Section, Table
from pipelines.report.told import Told

SHADES = 5


def section(told: Told) -> Section:
    """What each source is, then the pairs as a table shaded by share."""
    words = told.words
    say = words.say
    heading = say("What the sources share")
    if told.is_public:
        nothing = say(
            "Not in the public edition: how many people two lists share tells of those whom only one"
            " of them names."
        )
        return Section("overlap", heading, [Prose(nothing)])
    sources = told.published.rows("source")
    if not sources:
        return Section(
            "overlap",
            heading,
            [
                Prose(
                    say(
                        "The case has no list of names, so that no two sources can be laid over"
                        " each other."
                    )
                )
            ],
        )
    shared = {(row["one"], row["other"]): row["persons"] for row in told.published.rows("overlap")}
    names = [row["source_id"] for row in sources]
    return Section(
        "overlap",
        heading,
        [
            Table(
                say("The sources and what was read of each"),
                [
                    Heading(say("Source")),
                    Heading(say("Kind")),
                    Heading(say("Rows"), True),
                    Heading(say("Persons"), True),
                ],
                [
                    [
                        row["source_id"],
                        told.label("source_kind", row["source_kind"]),
                        told.words.number(row["records"]),
                        told.words.number(row["persons"]),
                    ]
                    for row in sources
                ],
            ),
            Table(
                say("Persons that two sources share; on the diagonal, all persons of a source"),
                [Heading(say("Source")), *(Heading(name, True) for name in names)],
                [
                    [one, *(told.words.number(shared.get((one, other), 0)) for other in names)]
                    for one in names
                ],
                [[0, *(_shade(shared, one, other) for other in names)] for one in names],
            ),
            Prose(
                say(
                    "The darker a cell, the larger the part of its row's source that its column's"
                    " source shares."
                ),
                is_note=True,
            ),
        ],
    )


def _shade(shared: dict[tuple[str, str], int], one: str, other: str) -> int:
    count = shared.get((one, other), 0)
    return round(SHADES * count / shared[one, one])
