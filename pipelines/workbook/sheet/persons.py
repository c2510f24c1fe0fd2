"""Every person whom a list names, with how many rows and sources do."""

from pipelines.workbook.cell import joined
from pipelines.workbook.grid import Sheet, grid
from pipelines.workbook.shown import Shown


def sheet(shown: Shown) -> Sheet | None:
    """One person a row, by name; the public edition has no such sheet."""
    if shown.is_public:
        return None
    say = shown.words.say
    column = shown.column
    people = shown.rows("marts.person")
    return Sheet(
        say("Persons"),
        say("Every person whom a list of the case names, and where."),
        grid(
            [
                column("marts.person.display_name", say("Name as published"), "text"),
                column("marts.person.national_id", say("Identity number"), "id"),
                column("marts.person.sources", say("Sources"), "text"),
                column("marts.person.independent_sources", say("Independent sources"), "integer"),
                column("marts.person.records", say("Rows"), "integer"),
                column("marts.person.releases", say("Releases"), "integer"),
                column("marts.person.conflict", say("Contradiction"), "long"),
                column("marts.person.person_id", say("Person"), "id"),
            ],
            [
                row | {"sources": joined(row["sources"])}
                for row in sorted(
                    people, key=lambda row: (row["display_name"] or "", row["person_id"])
                )
            ],
            say("There is nothing to show: no list of the case names anybody."),
        ),
        printed_to="conflict",
    )
