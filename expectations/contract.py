"""The suite of a table that its contract declares: key, codes and forms.

That required columns hold a value, and that every column has its type, the table's own
definition guarantees: DuckDB takes no other row.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from expectations.every import every
from models import Field, Table

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def contract(table: Table, codes: Mapping[str, list[str]]) -> list["Expectation"]:
    """Expectations of a table: its key is unique, its codes are known, its texts have their form.

    `codes` gives the codes of each scheme; a scheme that it lacks knows no code. Of a column of
    lists the frame says in each row whether every item is known.
    """
    import great_expectations.expectations as gxe  # noqa: PLC0415  it takes seconds

    expected: list[Expectation] = [
        every(
            REPEATS_ITS_KEY,
            False,
            rule="key_is_unique",
            why="two rows of one grain would be counted twice",
        )
    ]
    for field in table.columns:
        if field.values:
            known = [True] if is_list(field) else codes.get(field.values, [])
            expected.append(
                every(
                    field.name,
                    *known,
                    rule=f"{field.name}_is_a_known_code",
                    why=f"codes of {field.values} are those of raw.label; another has no meaning",
                )
            )
        if field.pattern:
            why = f"{field.name} has one form, declared in models/fields.yml"
            expected.append(
                gxe.ExpectColumnValuesToMatchRegex(
                    column=field.name,
                    regex=rf"\A(?:{field.pattern.removeprefix('^').removesuffix('$')})\Z",
                    severity="critical",
                    meta={"rule": f"{field.name}_has_its_form", "why": why},
                )
            )
    return expected


def is_list(field: Field) -> bool:
    """Whether a column holds lists, of which every item must be a known code."""
    return field.type.endswith("[]")


# A column that a frame of the table has beside its own: whether another row has the same key.
REPEATS_ITS_KEY = "repeats_its_key"
