"""What every column of the publication holds."""

import models
from pipelines.report.element import Details, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Each published table with its grain and its columns, from the contracts."""
    words = told.words
    say = words.say
    headings = [Heading(say("Column")), Heading(say("Type")), Heading(say("Meaning"))]
    shown = {
        table.full_name: (table, columns)
        for table in models.tables().values()
        if table.published and (columns := told.view.columns(table.full_name))
    }
    text = (
        say(
            "The report is read from these tables and columns alone: the public edition holds no others."
        )
        if told.is_public
        else say(
            "The report is read from these tables of the file warehouse.duckdb, which analysts may"
            " query."
        )
    )
    return Section(
        "dictionary",
        say("Data dictionary"),
        [
            Prose(text),
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
                                if field.name in columns
                            ],
                        )
                    ],
                )
                for _, (table, columns) in sorted(shown.items())
            ),
        ],
    )
