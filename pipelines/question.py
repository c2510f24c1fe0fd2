"""What analysts ask a publication: any SQL, or a ready question of `models/queries`."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb

import models
from pipelines.delimited import text

HOME = models.HOME / "queries"
HEADER = re.compile(r"^-- (\w+): (.*(?:\n--   .*)*)", flags=re.MULTILINE)


class QuestionError(Exception):
    """A question cannot be asked; the message says why."""


@dataclass(frozen=True)
class Question:
    """A ready question: its title in two languages, the columns of its answer, and its SELECT.

    `variables` says of each DuckDB variable that it reads what it is, and what it is by default.
    """

    name: str
    es: str
    en: str
    columns: tuple[str, ...]
    variables: dict[str, str]
    sql: str


@dataclass(frozen=True)
class Answer:
    """The rows of an answer in their order, each value as DuckDB gives it."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def csv(self) -> str:
        """For machines: commas, ISO dates, points, lists joined by `|`, nothing changed or escaped."""
        lines = StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(map(text, row) for row in self.rows)
        return lines.getvalue()


@cache
def questions() -> dict[str, Question]:
    """Every ready question by its name, which is the stem of its file."""
    return {path.stem: _question(path) for path in sorted(HOME.glob("*.sql"))}


def listed(as_prose: bool = False) -> Answer:
    """Name every ready question; in prose both titles share a cell, one under the other."""
    if as_prose:
        rows = [
            (it.name, f"{it.es}\n{it.en}", ", ".join(it.variables)) for it in questions().values()
        ]
        return Answer(("--ready", "pregunta · question", "--set"), rows)
    return Answer(
        ("name", "es", "en", "columns", "variables"),
        [
            (it.name, it.es, it.en, list(it.columns), list(it.variables))
            for it in questions().values()
        ],
    )


def question(name: str) -> Question:
    """Find a ready question."""
    if name not in questions():
        raise QuestionError(
            f"{name!r} no es una pregunta lista; `cotejo query` las muestra"
            " · is no ready question; `cotejo query` lists them"
        )
    return questions()[name]


def variables(told: Iterable[str], asked: Question | None = None) -> dict[str, str]:
    """Read `name=value`; a ready question takes those that its header names."""
    parted = [each.partition("=") for each in told]
    for name, sign, _ in parted:
        if not (sign and name.isidentifier()):
            raise QuestionError(f"{name!r}: se escribe NOMBRE=VALOR · write NAME=VALUE")
        if asked and name not in asked.variables:
            known = ", ".join(asked.variables) or "–"
            raise QuestionError(
                f"{asked.name} no tiene la variable {name} · has no variable {name} ({known})"
            )
    return {name: value for name, _, value in parted}


def ask(warehouse: Path, sql: str, told: dict[str, str]) -> Answer:
    """Ask a publication, which is opened read-only; the variables are texts, for SQL to cast."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        try:
            for name, value in told.items():
                connection.execute(f'set variable "{name}" = ?', [value])
            rows = connection.execute(sql).fetchall()
        except duckdb.Error as error:
            hint = f"\ncotejo query --ready {sql.strip()}?" if sql.strip() in questions() else ""
            raise QuestionError(f"{error}{hint}") from error
        return Answer(tuple(column[0] for column in connection.description or ()), rows)


def _question(path: Path) -> Question:
    """Read its header: `-- es:`, `-- en:`, `-- columns:`, then a line for each variable."""
    sql = path.read_text(encoding="utf-8")
    told = {key: " ".join(value.replace("\n--", " ").split()) for key, value in HEADER.findall(sql)}
    return Question(
        path.stem,
        told.pop("es"),
        told.pop("en"),
        tuple(told.pop("columns").split(", ")),
        told,
        sql,
    )
