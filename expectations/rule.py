"""Which rules a table has: those of its contract, and those of its file, if it has one."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.contract import contract
from expectations.outcome import Check, Severity
from models import Table

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

HOME = Path(__file__).parent


@dataclass(frozen=True)
class Rule:
    """A rule of a table, by name; a critical one keeps a run from being published."""

    check: Check
    name: str
    severity: Severity
    why: str


def checks(table: Table) -> tuple[Check, ...]:
    """The checks of a table: its contract, and its rules where it has a file of them."""
    return ("contract", "rules") if _file(table).exists() else ("contract",)


def describe(table: Table, check: Check) -> str:
    """What a check of a table is about, in words, without loading Great Expectations."""
    if check == "contract":
        return f"One row per {table.grain['en']}; codes and forms as declared."
    return ast.get_docstring(ast.parse(_file(table).read_text("utf-8"))) or ""


def rules(table: Table) -> tuple[Rule, ...]:
    """Every rule of a table, without holding it against any row.

    Codes are left open here: which ones a scheme knows is a matter of the warehouse.
    """
    return tuple(
        Rule(check, expectation.meta["rule"], expectation.severity.value, expectation.meta["why"])
        for check, found in _each(table)
        for expectation in found
    )


def _each(table: Table) -> Iterator[tuple[Check, list["Expectation"]]]:
    yield "contract", contract(table, {})
    yield "rules", written(table)


def written(table: Table) -> list["Expectation"]:
    """The expectations of a table's file of rules; none where it has no file."""
    if not _file(table).exists():
        return []
    module = importlib.import_module(f"expectations.{table.full_name}")
    return list(module.EXPECTATIONS)


def query(table: Table) -> str | None:
    """The query whose rows the rules are held against; none if they are about the table itself."""
    path = _file(table).with_suffix(".sql")
    return path.read_text("utf-8") if path.exists() else None


def _file(table: Table) -> Path:
    return HOME / table.layer / f"{table.name}.py"
