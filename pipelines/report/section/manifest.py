"""From what the publication was made: run, files, checks, refusals."""

from collections import Counter
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
            for name, value in (told.run | {"warehouse.duckdb, SHA-256": told.view.sha256}).items()
        ],
    )
    return Section(
        "manifest",
        say("Manifest"),
        [
            run,
            *_documents(told),
            *([] if told.is_public else [*_outputs(told), *_withdrawn(told)]),
            *_checks(told),
            *([] if told.is_public else _rejected(told)),
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
                        Heading(say("Published on")),
                        Heading("SHA-256"),
                        *(
                            []
                            if told.is_public
                            else [
                                Heading(say("File")),
                                Heading(say("Rows"), True),
                                Heading(say("Refused"), True),
                                Heading(say("Bytes"), True),
                                Heading(say("Address")),
                            ]
                        ),
                    ],
                    [_document(told, row) for row in found],
                )
            ],
        )
    ]


def _outputs(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("output")
    table = Table(
        say("The published tables, with the hashes of what they hold"),
        [Heading(say("Table")), Heading(say("Rows"), True), Heading("SHA-256")],
        [[row["table_name"], words.number(row["rows"]), row["sha256"]] for row in found],
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
                words.number(row["records"]),
            ]
            for row in found
        ],
    )
    return [table] if found else []


def _document(told: Told, row: dict[str, Any]) -> list[Cell]:
    words = told.words
    return [
        row["source_id"],
        words.short_day(row["published_on"]),
        row["sha256"],
        *(
            []
            if told.is_public
            else [
                row["path"],
                words.number(row["rows"]),
                words.number(row["rejected"]),
                words.number(row["bytes"]),
                Link(words.say("source"), row["url"]) if row["url"] else "",
            ]
        ),
    ]


def _checks(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("check")
    if not found:
        return []
    failures = [row for row in found if not row["passed"]]
    weights = Counter(row["severity"] for row in found)
    failed = Counter(row["severity"] for row in failures)
    blocks: list[Block] = [
        Subheading(say("Checks"), "checks"),
        Table(
            say("How many rules were checked and how many did not hold"),
            [Heading(say("Weight")), Heading(say("Checked"), True), Heading(say("Not held"), True)],
            [
                [
                    sentence(told.label("severity", severity)),
                    words.number(count),
                    words.number(failed[severity]),
                ]
                for severity, count in sorted(weights.items())
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
                    *([] if told.is_public else [Heading(say("Rows"), True)]),
                ],
                [
                    [
                        row["table_name"],
                        row["rule"],
                        told.label("severity", row["severity"]),
                        *([] if told.is_public else [words.number(row["failing"])]),
                    ]
                    for row in failures
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
