"""Every table as an asset: read from files, made by SQL or Python, then published."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

import expectations
import models
from pipelines import manifest
from pipelines.case import REFERENCE, Case
from pipelines.warehouse import Warehouse

OWNERS = ["team:cotejo"]
DECLARED = (
    "raw.case",
    "raw.common_scope",
    "raw.comparison",
    "raw.facility",
    "raw.judgement",
    "raw.label",
    "raw.offence",
    "raw.source",
    "raw.source_field",
    "raw.state",
    "raw.value_code",
)
READ = ("raw.document", "raw.row", "raw.rejected", "raw.vintage")
WRITTEN_BY_RUN = ("raw.previous_unit", "raw.previous_record", "meta.run", "meta.check")
# The folder of the publication may be away for a moment.
RETRY = dg.RetryPolicy(max_retries=2, delay=1)


def key(full_name: str) -> dg.AssetKey:
    """The asset of a table: its schema and its name."""
    return dg.AssetKey(full_name.split("."))


def spec(table: models.Table, deps: Iterable[Any], kinds: set[str]) -> dg.AssetSpec:
    """What Dagster shows of a table, all of it from the contract."""
    return dg.AssetSpec(
        key(table.full_name),
        deps=list(deps),
        description=f"{table.description['es']}\n\n{table.description['en']}",
        group_name=table.layer,
        owners=OWNERS,
        kinds=kinds,
        metadata={
            "dagster/column_schema": dg.TableSchema(
                columns=[
                    dg.TableColumn(
                        field.name,
                        field.type,
                        description=f"{field.es} · {field.en}",
                        constraints=dg.TableColumnConstraints(
                            nullable=field.name not in table.required,
                            unique=table.key == (field.name,),
                        ),
                    )
                    for field in table.columns
                ]
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
        check_results=[
            _check_result(table, name, [each for each in outcomes if each.check == name])
            for name in expectations.checks(table)
        ],
    )


def _check_result(table: models.Table, name: str, outcomes: list[Any]) -> dg.AssetCheckResult:
    failed = [each for each in outcomes if not each.passed]
    critical = any(each.severity == "critical" for each in failed)
    return dg.AssetCheckResult(
        passed=not failed,
        check_name=name,
        asset_key=key(table.full_name),
        severity=dg.AssetCheckSeverity.ERROR if critical else dg.AssetCheckSeverity.WARN,
        metadata={"rules": len(outcomes), **{each.name: each.failing for each in failed}},
    )


def external(case: Case) -> list[dg.AssetSpec]:
    """The lists and claims of a case, which others publish and no run makes."""
    import sources  # noqa: PLC0415

    try:
        declared = sources.read_sources(case.root)
    except sources.SourceError:
        # The run says in words what is wrong; the rest of the case still shows.
        declared = []
    return [
        dg.AssetSpec(
            ["published_lists" if source.declaration.kind != "claims" else "published_claims", source.id],
            description=source.declaration.title,
            group_name="publishers",
            owners=OWNERS,
            kinds={"file"},
            metadata={"publisher": source.declaration.publisher.name, "files": source.declaration.files},
        )
        for source in declared
    ]


def assets(case: Case) -> list[Any]:
    """All assets of a case."""
    table = models.tables()
    outside = external(case)
    lists = [each.key for each in outside]

    @dg.multi_asset(
        name="declared",
        specs=[spec(table[name], lists, {"yaml", "python"}) for name in DECLARED],
        check_specs=[check for name in DECLARED for check in check_specs(table[name])],
    )
    def declared(warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        """Read what the case declares: its sources, comparisons, codes and judgements."""
        import sources  # noqa: PLC0415

        rows = sources.declared_tables(warehouse.folder.root, REFERENCE)
        # The codes must be there before any table is held against them.
        filled = {name: warehouse.fill(name, rows[name]) for name in DECLARED}
        for name, number in filled.items():
            yield result(warehouse, table[name], number)

    @dg.multi_asset(
        name="read",
        specs=[spec(table[name], [key("raw.source"), *lists], {"file", "python"}) for name in READ],
        check_specs=[check for name in READ for check in check_specs(table[name])],
    )
    def read(warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        """Copy each file once by its hash and read it from there, by its own reader."""
        import sources  # noqa: PLC0415

        case = warehouse.folder
        try:
            rows = sources.read_tables(case.root, REFERENCE, case.snapshots, case.as_of)
        except OSError as error:
            # A network folder may be away for a moment; what is wrong in a file stays wrong.
            raise dg.RetryRequested(max_retries=2, seconds_to_wait=1) from error
        for name in READ:
            yield result(warehouse, table[name], warehouse.fill(name, rows[name]))

    @dg.asset(
        **_as_asset(spec(table["meta.run"], [key("raw.row")], {"python"})),
        check_specs=check_specs(table["meta.run"]),
    )
    def run(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult:
        """Say what this publication is made from."""
        rows = warehouse.fill("meta.run", [manifest.manifest(warehouse, context.run_id)])
        return result(warehouse, table["meta.run"], rows)

    @dg.multi_asset(
        name="previous",
        specs=[
            spec(table[name], [key("raw.source")], {"duckdb", "python"})
            for name in ("raw.previous_unit", "raw.previous_record")
        ],
    )
    def previous(warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        """Take from the last publication what it counted, so that a change can be told."""
        for name, rows in manifest.previous(warehouse).items():
            yield dg.MaterializeResult(
                asset_key=key(name),
                metadata={"dagster/row_count": warehouse.fill(name, rows)},
            )

    made = [
        _made(each) for each in table.values() if (each.sql or each.module)
    ]
    published = [each for each in table.values() if each.published]

    @dg.asset(
        **_as_asset(
            spec(
                table["meta.check"],
                [key(name) for name in table if name != "meta.check"],
                {"great_expectations"},
            )
        )
    )
    def check(warehouse: Warehouse) -> dg.MaterializeResult:
        """Gather the results of every check of the run."""
        return dg.MaterializeResult(metadata={"dagster/row_count": warehouse.noted()})

    @dg.asset(
        key=["published", "warehouse"],
        deps=[key(each.full_name) for each in published],
        group_name="published",
        owners=OWNERS,
        kinds={"duckdb"},
        retry_policy=RETRY,
        description="La publicación: marts y meta en un archivo nuevo, puesto en lugar del anterior de una vez.\n\n"
        "The publication: marts and meta in a new file, put in place of the last one at once.",
    )
    def publication(warehouse: Warehouse) -> dg.MaterializeResult:
        """Publish."""
        path = warehouse.publish()
        return dg.MaterializeResult(
            metadata={"sha256": manifest.sha256(path), "bytes": path.stat().st_size}
        )

    @dg.asset(
        key=["published", "exports"],
        deps=[publication],
        group_name="published",
        owners=OWNERS,
        kinds={"excel", "csv", "parquet"},
        description="Libro de Excel, CSV y Parquet de discrepancias, puente y cifras.\n\n"
        "Excel workbook, CSV and Parquet of discrepancies, bridge and claims.",
    )
    def exports(warehouse: Warehouse) -> dg.MaterializeResult:
        """Export what was published."""
        from pipelines.export import export  # noqa: PLC0415

        files = export(warehouse.folder.warehouse, warehouse.folder.exports)
        return dg.MaterializeResult(metadata={"files": len(files)})

    return [*outside, declared, read, previous, run, *made, check, publication, exports]


def _made(table: models.Table) -> dg.AssetsDefinition:
    """The asset of a table that SQL or Python makes from other tables."""

    @dg.asset(
        **_as_asset(spec(table, map(key, table.needs), {"duckdb", "sql" if table.sql else "python"})),
        check_specs=check_specs(table),
    )
    def asset(warehouse: Warehouse) -> dg.MaterializeResult:
        return result(warehouse, table, warehouse.build(table.full_name))

    return asset


def _as_asset(described: dg.AssetSpec) -> dict[str, Any]:
    """A specification as the arguments of an asset."""
    return {
        "key": described.key,
        "deps": described.deps,
        "description": described.description,
        "group_name": described.group_name,
        "owners": described.owners,
        "kinds": described.kinds,
        "metadata": described.metadata,
    }
