"""What every column of the publication holds."""

import models
from pipelines.report.element import Details, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Each published table with its grain and its columns, from the contracts."""
    words = told.words
    say = words.say
    headings = [Heading(say("Column")), Heading(say("Type")), Heading(say("Meaning"))]
    tables = [table for table in models.tables().values() if table.published]
    return Section(
        "dictionary",
        say("Data dictionary"),
        [
            Prose(
                say(
                    "The report is read from these tables of the file warehouse.duckdb, which"
                    " analysts may query."
                )
            ),
            *(
                Details(
                    f"{table.full_name}: {table.description[words.language]}",
                    [
                        Table(
                            say(
                                "{table}: each row is {grain}",
                                table=table.full_name,
                                grain=table.grain[words.language],
                            ),
                            headings,
                            [
                                [field.name, field.type, getattr(field, words.language)]
                                for field in table.columns
                            ],
                        )
                    ],
                )
                for table in sorted(tables, key=lambda table: table.full_name)
            ),
        ],
    )
