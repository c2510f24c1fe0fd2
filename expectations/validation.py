"""Holding a table against its rules: Great Expectations over frames out of DuckDB.

Great Expectations keeps values that break a rule in its results unless told not to; it is
told not to, and nothing but counts is taken from them.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

import models
from expectations.contract import REPEATS_ITS_KEY, contract, is_list
from expectations.outcome import Check, Outcome
from expectations.rule import query, written
from models import Field, Table

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.expectations import Expectation

COUNTS_ALONE = {"result_format": "BASIC", "partial_unexpected_count": 0}


def validate(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Outcome]:
    """Hold a table against its contract and its rules; one outcome for each rule.

    A rule that cannot be evaluated has failed. The codes of `raw.label` must be there before
    a table that holds codes.
    """
    return [*_contract(connection, table), *_rules(connection, table)]


def _contract(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Outcome]:
    expected = contract(table, _codes(connection, {field.values for field in table.columns}))
    key = ", ".join(f'"{name}"' for name in table.key)
    columns = [f"count(*) over (partition by {key}) > 1 as {REPEATS_ITS_KEY}"]
    columns += [_shown(field) for field in table.columns if field.values or field.pattern]
    rows = connection.table(table.full_name).project(", ".join(columns))
    yield from _held("contract", rows, expected)


def _shown(field: Field) -> str:
    """A column as its frame shows it: of a list, whether every item is a known code."""
    if not is_list(field):
        return f'"{field.name}"'
    known = f"select coalesce(list(code), []) from raw.label where scheme = '{field.values}'"  # noqa: S608
    return f'list_has_all(({known}), "{field.name}") as "{field.name}"'


def _rules(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Outcome]:
    expected = written(table)
    if not expected:
        return
    yield from _held("rules", _ruled(connection, table, expected), expected)


def _ruled(
    connection: duckdb.DuckDBPyConnection, table: Table, expected: list["Expectation"]
) -> duckdb.DuckDBPyRelation:
    """The rows that the rules are about: those of their query, else of the table itself."""
    if text := query(table):
        return connection.sql(text)
    return connection.table(table.full_name).project(", ".join(_quoted(expected)))


def _held(
    check: Check, rows: duckdb.DuckDBPyRelation, expected: list["Expectation"]
) -> Iterator[Outcome]:
    """Hold rows against expectations, in one batch."""
    import great_expectations as gx  # noqa: PLC0415

    frame: pd.DataFrame = rows.df()
    if not len(frame) and all(_asks_of_rows(each, frame) for each in expected):
        for each in expected:
            counts = {"rows": 0, "failing": 0}
            yield Outcome(check, each.meta["rule"], True, each.severity.value, counts, "")
        return
    batch = _frames().get_batch(batch_parameters={"dataframe": frame})
    suite = gx.ExpectationSuite(name=check, expectations=expected)
    results = batch.validate(suite, result_format=COUNTS_ALONE).results
    found = {result.expectation_config.meta["rule"]: result for result in results}
    for expectation in expected:
        yield _outcome(check, expectation, found[expectation.meta["rule"]], len(frame))


def _asks_of_rows(expectation: "Expectation", frame: "pd.DataFrame") -> bool:
    """Whether a rule asks something of each row, in columns that are there: it holds where there is no row."""
    from great_expectations.expectations import expectation as kinds  # noqa: PLC0415

    of_rows = (kinds.ColumnMapExpectation, kinds.ColumnPairMapExpectation)
    return isinstance(expectation, of_rows) and set(_columns(expectation)) <= set(frame.columns)


def _outcome(check: Check, expectation: "Expectation", result: Any, rows: int) -> Outcome:
    passed = bool(result.success)
    counts = {
        "rows": rows,
        "failing": int(result.result.get("unexpected_count", 0 if passed else 1)),
    }
    note = "" if passed else expectation.meta["why"]
    if _raised(result.exception_info):
        passed, counts = False, {}
        # The message of an exception may hold a value of the data.
        note = f"it raised and could not be evaluated: {expectation.meta['why']}"
    return Outcome(
        check, expectation.meta["rule"], passed, expectation.severity.value, counts, note
    )


def _raised(told: dict[str, Any]) -> bool:
    """Whether evaluating raised: told for the expectation, or for each of its metrics."""
    return bool(told.get("raised_exception")) or any(
        each.get("raised_exception") for each in told.values() if isinstance(each, dict)
    )


def _quoted(expected: Iterable["Expectation"]) -> list[str]:
    """The columns that expectations are about, each once."""
    return [
        f'"{name}"' for name in dict.fromkeys(name for each in expected for name in _columns(each))
    ]


def _columns(expectation: "Expectation") -> list[str]:
    named = (getattr(expectation, name, None) for name in ("column", "column_A", "column_B"))
    return [name for name in named if name]


def _codes(connection: duckdb.DuckDBPyConnection, schemes: set[str | None]) -> dict[str, list[str]]:
    """The codes of each of these schemes; nothing is asked where there is none."""
    if not schemes - {None}:
        return {}
    label = models.tables()["raw.label"].full_name
    rows = connection.table(label).aggregate("scheme, list(code)").fetchall()
    return {scheme: codes for scheme, codes in rows if scheme in schemes}


@cache
def _frames() -> "BatchDefinition":
    """The one place of a process into which frames are handed."""
    import great_expectations as gx  # noqa: PLC0415

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    frames = context.data_sources.add_pandas("warehouse").add_dataframe_asset("rows")
    return frames.add_batch_definition_whole_dataframe("all")
