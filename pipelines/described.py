"""What Dagster shows of a table, all of it from the contract: columns, checks, and what a run found in counts."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

import expectations
import models
from pipelines.warehouse import Warehouse

OWNERS = ["team:cotejo"]


def key(full_name: str) -> dg.AssetKey:
    """The asset of a table: its schema and its name."""
    return dg.AssetKey(full_name.split("."))


def spec(table: models.Table, deps: Iterable[Any], kinds: set[str]) -> dg.AssetSpec:
    """A table as an asset, with its description, grain and columns in Spanish and English."""
    return dg.AssetSpec(
        key(table.full_name),
        deps=list(deps),
        description=f"{table.description['es']}\n\n{table.description['en']}",
        group_name=table.layer,
        owners=OWNERS,
        kinds=kinds,
        metadata={
            "dagster/column_schema": dg.TableSchema(
                columns=[_column(table, field) for field in table.columns]
            ),
            "grain": f"{table.grain['es']} · {table.grain['en']}",
        },
    )


def check_specs(table: models.Table) -> list[dg.AssetCheckSpec]:
    """The checks of a table; all block, and only a critical failure does."""
    return [
        dg.AssetCheckSpec(
            name,
            asset=key(table.full_name),
            blocking=True,
            description=expectations.describe(table, name),
        )
        for name in expectations.checks(table)
    ]


def result(warehouse: Warehouse, table: models.Table, rows: int) -> dg.MaterializeResult:
    """What a run tells of a table: its rows, and what its expectations found, in counts."""
    outcomes = expectations.validate(warehouse.connection, table)
    warehouse.note(table.full_name, outcomes)
    return dg.MaterializeResult(
        asset_key=key(table.full_name),
        metadata={"dagster/row_count": rows},
        check_results=list(_check_results(table, outcomes)),
    )


def is_refused(told: dg.MaterializeResult) -> bool:
    """Whether a table must not be built upon."""
    return any(
        not check.passed and check.severity == dg.AssetCheckSeverity.ERROR
        for check in told.check_results or ()
    )


def _column(table: models.Table, field: models.Field) -> dg.TableColumn:
    return dg.TableColumn(
        field.name,
        field.type,
        description=f"{field.es} · {field.en}",
        constraints=dg.TableColumnConstraints(
            nullable=field.name not in table.required, unique=table.key == (field.name,)
        ),
    )


def _check_results(
    table: models.Table, outcomes: list[expectations.Outcome]
) -> Iterator[dg.AssetCheckResult]:
    for name in expectations.checks(table):
        held = [each for each in outcomes if each.check == name]
        failed = [each for each in held if not each.passed]
        critical = any(each.severity == "critical" for each in failed)
        yield dg.AssetCheckResult(
            passed=not failed,
            check_name=name,
            asset_key=key(table.full_name),
            severity=dg.AssetCheckSeverity.ERROR if critical else dg.AssetCheckSeverity.WARN,
            metadata={"rules": len(held), **{each.name: each.failing for each in failed}},
        )
