"""What published figures say of one another: series, sums, balances, pairs."""

from itertools import groupby
from typing import Any

from pipelines.chart.canvas import sentence
from pipelines.report.element import Block, Details, Heading, Prose, Section, Subheading, Table
from pipelines.report.told import Told

TOLD_ALONE = ("fall", "basis_change")


def section(told: Told) -> Section:
    """Series that fall, sums that leave something, balances line by line, and pairs of figures."""
    say = told.words.say
    heading = say("What the figures say of one another")
    blocks = [*_series(told), *_sums(told), *_balances(told), *_pairs(told)]
    nothing = say("No two figures of the case can be held against each other but in its bridges.")
    return Section("consistency", heading, blocks or [Prose(nothing)])


def _series(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("series")
    if not found:
        return []
    counts: dict[str, int] = {}
    for row in found:
        counts[row["verdict"]] = counts.get(row["verdict"], 0) + 1
    odd = [row for row in found if row["verdict"] in TOLD_ALONE]
    blocks: list[Block] = [
        Subheading(say("Running counts of one organisation"), "series"),
        Table(
            say("What became of each running count since the one before it"),
            [Heading(say("What happened")), Heading(say("Figures"), True)],
            [
                [sentence(told.label("series_verdict", verdict)), words.number(count)]
                for verdict, count in sorted(counts.items(), key=lambda each: -each[1])
            ],
        ),
    ]
    if odd:
        blocks.append(
            Table(
                say("Running counts that fell or changed their basis"),
                [Heading(say("Figures")), Heading(say("Difference"), True)],
                [
                    [row[f"verdict_{words.language}"], words.signed(row["difference"])]
                    for row in odd
                ],
            )
        )
    return blocks


def _sums(told: Told) -> list[Block]:
    """Sums that leave something, and on demand those that their own parts add up to."""
    words = told.words
    found = told.published.rows("sum")
    if not found:
        return []
    caption = words.say("Sums of parts beside the figure, and what no part itemises")
    blocks: list[Block] = [
        Subheading(words.say("Figures and the parts that add up to them"), "sums")
    ]
    open_ones = [row for row in found if row["difference"]]
    closed = [row for row in found if not row["difference"]]
    if open_ones:
        blocks.append(_sum_table(told, caption, open_ones))
    if closed:
        summary = words.count(
            "One figure that its parts add up to",
            "{number} figures that their parts add up to",
            len(closed),
        )
        blocks.append(Details(summary, [_sum_table(told, summary, closed)]))
    return blocks


def _sum_table(told: Told, caption: str, rows: list[dict[str, Any]]) -> Table:
    words = told.words
    say = words.say
    return Table(
        caption,
        [
            Heading(say("Figure")),
            Heading(say("Parts")),
            Heading(say("Sum"), True),
            Heading(say("Value"), True),
            Heading(say("Not itemised"), True),
            Heading(say("How it is known")),
        ],
        [
            [
                row["claim_id"],
                f"{row['addends']} ({', '.join(row['parts'])})",
                words.number(row["sum"]),
                told.said(row["value"], row["qualifier"]),
                words.signed(row["difference"]),
                told.label("sum_how", row["how"]),
            ]
            for row in rows
        ],
    )


def _balances(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    language = words.language
    found = told.published.rows("balance")
    if not found:
        return []
    blocks: list[Block] = [
        Subheading(say("People held, reconciled with who came and went"), "balances")
    ]
    for title, lines in groupby(found, key=lambda row: row[f"balance_{language}"]):
        blocks.append(
            Table(
                str(title),
                [
                    Heading(say("Line")),
                    Heading(say("Change"), True),
                    Heading(say("Running total"), True),
                ],
                [
                    [
                        sentence(row[f"label_{language}"]),
                        _moved(told, row),
                        words.number(row["running_total"]),
                    ]
                    for row in lines
                ],
            )
        )
    return blocks


def _moved(told: Told, row: dict[str, Any]) -> str:
    return "" if row["item"] in ("opening", "closing") else told.words.signed(row["amount"])


def _pairs(told: Told) -> list[Block]:
    words = told.words
    say = words.say
    found = told.published.rows("pair")
    if not found:
        return []
    table = Table(
        say("Figures of two organisations for one definition and nearly the same day"),
        [
            Heading(say("Figures")),
            Heading(say("One")),
            Heading(say("The other")),
            Heading(say("Unit")),
            Heading(say("Difference"), True),
            Heading(say("Days apart"), True),
        ],
        [
            [
                f"{row['left_claim_id']}, {row['right_claim_id']}",
                *(
                    f"{row[f'{side}_organisation']}: {told.said(row[f'{side}_value'], row[f'{side}_qualifier'])}"
                    for side in ("left", "right")
                ),
                told.label("unit", row["unit"]),
                words.signed(row["difference"]),
                words.number(abs(row["days_apart"])),
            ]
            for row in found
        ],
    )
    summary = words.count(
        "One pair of figures of two organisations for one definition",
        "{number} pairs of figures of two organisations for one definition",
        len(found),
    )
    return [Details(summary, [table])]
