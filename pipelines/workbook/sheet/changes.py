"""What differs from the last publication."""

from collections import Counter
from collections.abc import Iterator

from pipelines.workbook.cell import joined
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import WITHHELD, Row, Shown

SIGNS = {"+": 1, "-": -1}


def sheet(shown: Shown) -> Sheet:
    """Sums by figure, kind and cause; in the restricted edition every unit and person under them."""
    say = shown.words.say
    return Sheet(
        say("Changes"),
        say("What differs from the last publication, by figure, kind and cause."),
        grid(
            _columns(shown),
            list(_sums_shown(shown)) if shown.is_public else _all(shown),
            say(
                "Nothing that is counted differs from the last publication in the same place, or"
                " this is the first one."
            ),
        ),
        printed_to="name",
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    return [
        Column(
            "what",
            say("What the line is"),
            "text",
            say("A sum of units, one unit of a count, or one person of before and of now."),
        ),
        column("marts.change.claim_id", say("Claim"), "id"),
        column("marts.change.kind", say("What happened"), "text"),
        column("marts.change.cause", say("Cause"), "text"),
        Column(
            "units",
            say("Units"),
            "integer",
            say("How many units; empty where the number would tell of few people."),
        ),
        Column(
            "balance", say("Change of the count"), "signed", say("By how much the count moved.")
        ),
        shown.about_column(),
        Column("name", say("Name as published"), "text", say("The name that the rows bear today.")),
        column("marts.change.record_ids", say("Records"), "long"),
        column("marts.change.unit_id", say("Unit"), "id"),
        column("marts.person_change.old_person_id", say("Person of before"), "id"),
        column("marts.person_change.new_person_id", say("Person of now"), "id"),
    ]


def _all(shown: Shown) -> list[Row]:
    say = shown.words.say
    units = shown.found("change")
    sums = Counter((row["claim_id"], row["kind"], row["cause"]) for row in units)
    moved: Counter[tuple[str, str, str]] = Counter()
    for row in units:
        moved[row["claim_id"], row["kind"], row["cause"]] += row["direction"]
    return [
        *(
            _kind(shown, *which) | {"what": say("sum"), "units": number, "balance": moved[which]}
            for which, number in sums.items()
        ),
        *(
            _kind(shown, row["claim_id"], row["kind"], row["cause"])
            | {
                "what": say("unit"),
                "units": 1,
                "balance": row["direction"],
                "name": row["full_name"],
                "record_ids": joined(row["record_ids"]),
                "unit_id": row["unit_id"],
            }
            for row in units
        ),
        *(
            {
                "what": say("person"),
                "kind": shown.label("person_change", row["kind"]),
                "name": row["display_name"],
                "record_ids": joined(row["record_ids"]),
                "old_person_id": row["old_person_id"],
                "new_person_id": row["new_person_id"],
            }
            for row in shown.found("person_change")
        ),
    ]


def _kind(shown: Shown, claim_id: str, kind: str, cause: str) -> Row:
    return {
        "claim_id": claim_id,
        "kind": shown.label("change_kind", kind),
        "cause": shown.label("change_cause", cause),
    }


def _sums_shown(shown: Shown) -> Iterator[Row]:
    """The sums that the edition shows; they do not tell causes."""
    for name in shown.view.counts:
        if not name.startswith("change/"):
            continue
        claim_id = name.removeprefix("change/")
        for (change,), number, about in shown.counted(name, "change"):
            row: Row = {"what": shown.words.say("sum"), "claim_id": claim_id, "units": number}
            yield row | about | ({} if change == WITHHELD else _moved(shown, change, number))


def _moved(shown: Shown, change: str, number: int | None) -> Row:
    """What a line of a table of changes tells, `added +`."""
    kind, _, sign = change.partition(" ")
    return {
        "kind": shown.label("change_kind", kind),
        "balance": None if number is None else number * SIGNS.get(sign, 0),
    }
