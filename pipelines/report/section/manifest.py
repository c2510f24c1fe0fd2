"""From what the publication was made: run, files, checks, refusals."""

from typing import Any

from pipelines.chart.canvas import sentence
from pipelines.report.element import (
    Block,
    Cell,
    Details,
    Heading,
    Link,
    Prose,
    Section,
    Subheading,
    Table,
)
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """The run with its hashes, every file with its own, the checks, and what was refused."""
    words = told.words
    say = words.say
    run = Table(
        say("The run that made the publication"),
        [Heading(say("Field")), Heading(say("Value"))],
        [
            [name, "" if value is None else str(value)]
            for name, value in (
                told.run | {"warehouse.duckdb, SHA-256": told.published.sha256}
            ).items()
        ],
    )
    return Section(
        "manifest",
        say("Manifest"),
        [
            run,
            *_documents(told),
            *_outputs(told),
            *_withdrawn(told),
            *_checks(told),
            *_rejected(told),
        ],
    )


def _documents(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("document")
    if not found:
        return [Prose(say("No file of a list was read: the case holds published figures alone."))]
    return [
        Details(
            words.count(
                "The one file that was read", "All {number} files that were read", len(found)
            ),
            [
                Table(
                    say("Files that were read, with their hashes"),
                    [
                        Heading(say("Source")),
                        Heading(say("File")),
                        Heading(say("Published on")),
                        Heading(say("Rows"), True),
                        Heading(say("Refused"), True),
                        Heading(say("Bytes"), True),
                        Heading("SHA-256"),
                        Heading(say("Address")),
                    ],
                    [_document(told, row) for row in found],
                )
            ],
        )
    ]


def _outputs(told: Told) -> list[Block]:
    say = told.words.say
    found = told.published.rows("output")
    table = Table(
        say("The published tables, with the hashes of what they hold"),
        [Heading(say("Table")), Heading(say("Rows"), True), Heading("SHA-256")],
        [[row["table_name"], told.people(row["rows"]), row["sha256"]] for row in found],
    )
    return [Details(say("The hashes of the published tables"), [table])] if found else []


def _withdrawn(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("withdrawal")
    table = Table(
        say("Rows withdrawn for safety"),
        [
            Heading(say("Source")),
            Heading(say("Withdrawn on")),
            Heading(say("Why")),
            Heading(say("Rows"), True),
        ],
        [
            [
                row["source_id"],
                words.short_day(row["withdrawn_on"]),
                told.label("withdrawal_reason", row["withdrawal_reason"]),
                told.people(row["records"]),
            ]
            for row in found
        ],
    )
    return [table] if found else []


def _document(told: Told, row: dict[str, Any]) -> list[Cell]:
    words = told.words
    return [
        row["source_id"],
        row["path"],
        words.short_day(row["published_on"]),
        told.people(row["rows"]),
        told.people(row["rejected"]),
        words.number(row["bytes"]),
        row["sha256"],
        Link(words.say("source"), row["url"]) if row["url"] else "",
    ]


def _checks(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("check")
    if not found:
        return []
    failures = [(row["severity"], each) for row in found for each in row["failures"] or []]
    blocks: list[Block] = [
        Subheading(say("Checks"), "checks"),
        Table(
            say("How many rules were checked and how many did not hold"),
            [Heading(say("Weight")), Heading(say("Checked"), True), Heading(say("Not held"), True)],
            [
                [
                    sentence(told.label("severity", row["severity"])),
                    words.number(row["checks"]),
                    words.number(row["failed"]),
                ]
                for row in found
            ],
        ),
    ]
    if failures:
        blocks.append(
            Table(
                say("Rules that did not hold"),
                [
                    Heading(say("Table")),
                    Heading(say("Rule")),
                    Heading(say("Weight")),
                    Heading(say("Rows"), True),
                ],
                [
                    [
                        each["table_name"],
                        each["rule"],
                        told.label("severity", severity),
                        told.people(each["failing"]),
                    ]
                    for severity, each in failures
                ],
            )
        )
    return blocks


def _rejected(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("rejected")
    if not found:
        return [Prose(say("No row was refused."), is_note=True)]
    if told.edition.is_public:
        return []
    return [
        Table(
            say("Rows and values that were refused"),
            [
                Heading(say("Source")),
                Heading(say("Why")),
                Heading(say("Remedy")),
                Heading(say("How many"), True),
            ],
            [
                [row["source_id"], row["reason_text"], row["remedy"], words.number(row["refused"])]
                for row in found
            ],
        )
    ]
