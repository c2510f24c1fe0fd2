"""Every table as an asset: read from files, made by SQL or Python layer by layer, then published."""

import logging
from collections.abc import Iterator
from typing import Any

import dagster as dg

import models
from pipelines import content, manifest
from pipelines.case import REFERENCE, Case
from pipelines.described import OWNERS, check_specs, is_refused, key, result, spec
from pipelines.warehouse import Warehouse

log = logging.getLogger("cotejo")

DECLARED = (
    "raw.amnesty",
    "raw.balance",
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
    "raw.withdrawal",
)
READ = ("raw.document", "raw.row", "raw.rejected", "raw.vintage")
PREVIOUS = ("raw.previous_unit", "raw.previous_record", "raw.previous_run")
LAYERS = ("staging", "linkage", "tally", "marts", "meta")
# The folder of the publication may be away for a moment.
RETRY = dg.RetryPolicy(max_retries=2, delay=1)


def assets(case: Case) -> list[Any]:
    """All assets of a case."""
    outside = external(case)
    lists = [each.key for each in outside]
    return [
        *outside,
        _declared(lists),
        _read(lists),
        _previous(),
        *(_layer(layer) for layer in LAYERS),
        run,
        check,
        publication,
        exports,
    ]


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
            [_published(source.declaration.kind), source.id],
            description=source.declaration.title,
            group_name="publishers",
            owners=OWNERS,
            kinds={"file"},
            metadata={
                "publisher": source.declaration.publisher.name,
                "files": source.declaration.files,
            },
        )
        for source in declared
    ]


def _published(kind: str) -> str:
    return "published_claims" if kind == "claims" else "published_lists"


def _specs(names: tuple[str, ...], deps: list[Any], kinds: set[str]) -> dict[str, Any]:
    tables = [models.tables()[name] for name in names]
    return {
        "specs": [spec(table, deps, kinds) for table in tables],
        "check_specs": [each for table in tables for each in check_specs(table)],
    }


def _declared(lists: list[dg.AssetKey]) -> dg.AssetsDefinition:
    @dg.multi_asset(name="declared", **_specs(DECLARED, lists, {"yaml", "python"}))
    def declared(warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        """Read what the case declares: its sources, comparisons, codes and judgements."""
        import sources  # noqa: PLC0415

        warehouse.forget()
        rows = sources.declared_tables(warehouse.folder.root, REFERENCE)
        # The codes must be there before any table is held against them.
        filled = {name: warehouse.fill(name, rows[name]) for name in DECLARED}
        for name, number in filled.items():
            yield result(warehouse, models.tables()[name], number)

    return declared


def _read(lists: list[dg.AssetKey]) -> dg.AssetsDefinition:
    @dg.multi_asset(name="read", **_specs(READ, [key("raw.source"), *lists], {"file", "python"}))
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
            yield result(warehouse, models.tables()[name], warehouse.fill(name, rows[name]))

    return read


def _previous() -> dg.AssetsDefinition:
    @dg.multi_asset(name="previous", **_specs(PREVIOUS, [key("raw.source")], {"duckdb", "python"}))
    def previous(warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
        """Take from the last publication what it counted, so that a change can be told."""
        for name, rows in manifest.previous(warehouse).items():
            yield result(warehouse, models.tables()[name], rows)

    return previous


def _layer(layer: str) -> dg.AssetsDefinition:
    """The tables of a layer that SQL or Python makes from other tables, in order of need."""
    tables = {
        key(each.full_name): each
        for each in models.tables().values()
        if each.layer == layer and (each.sql or each.module)
    }

    @dg.multi_asset(
        name=f"{layer}_layer",
        specs=[
            spec(each, map(key, each.needs), {"duckdb", "sql" if each.sql else "python"})
            for each in tables.values()
        ],
        check_specs=[check for each in tables.values() for check in check_specs(each)],
        can_subset=True,
    )
    def build(
        context: dg.AssetExecutionContext, warehouse: Warehouse
    ) -> Iterator[dg.MaterializeResult]:
        for name, table in tables.items():
            if name in context.selected_asset_keys:
                told = result(warehouse, table, warehouse.build(table.full_name))
                yield told
                if is_refused(told):
                    return
        log.info("%s: %d tablas · tables", layer, len(context.selected_asset_keys))

    return build


@dg.multi_asset(
    name="manifest",
    **_specs(("meta.run",), [key("raw.row"), key("tally.reason_order")], {"python"}),
)
def run(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult:
    """Say what this publication is made from."""
    rows = warehouse.fill("meta.run", [manifest.manifest(warehouse, context.run.run_id)])
    return result(warehouse, models.tables()["meta.run"], rows)


@dg.multi_asset(
    name="checks",
    specs=[
        spec(
            models.tables()["meta.check"],
            [key(name) for name in models.tables() if name not in ("meta.check", "meta.output")],
            {"great_expectations"},
        ),
        spec(
            models.tables()["meta.output"],
            [key(name) for name, table in models.tables().items()
             if table.published and name != "meta.output"],
            {"python"},
        ),
    ],
)  # fmt: skip
def check(warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Gather the results of every check of the run, then hash every published table."""
    for name, rows in (("meta.check", warehouse.noted()), ("meta.output", warehouse.hashed())):
        yield dg.MaterializeResult(asset_key=key(name), metadata={"dagster/row_count": rows})


@dg.asset(
    key=["published", "warehouse"],
    deps=[key(each.full_name) for each in models.tables().values() if each.published],
    group_name="published",
    owners=OWNERS,
    kinds={"duckdb"},
    retry_policy=RETRY,
    description="La publicación: marts y meta en un archivo nuevo, puesto en lugar del anterior de"
    " una vez.\n\nThe publication: marts and meta in a new file, put in place of the last one at"
    " once.",
)
def publication(warehouse: Warehouse) -> dg.MaterializeResult:
    """Publish, and show the bridges on the asset's page."""
    from pipelines.bridge_preview import previews  # noqa: PLC0415

    path = warehouse.publish()
    return dg.MaterializeResult(
        metadata={
            "sha256": content.sha256(path),
            "bytes": path.stat().st_size,
            **previews(warehouse.connection),
        }
    )


@dg.asset(
    key=["published", "exports"],
    deps=[publication],
    group_name="published",
    owners=OWNERS,
    kinds={"html", "excel", "csv", "parquet", "pdf"},
    description="El informe de discrepancias como HTML, Excel, CSV, Parquet y PDF, en español e inglés,"
    " restringido y público.\n\nThe discrepancy report as HTML, Excel, CSV, Parquet and PDF, in"
    " Spanish and English, restricted and public.",
)
def exports(warehouse: Warehouse) -> dg.MaterializeResult:
    """Export what was published."""
    from pipelines.export import export  # noqa: PLC0415

    files = export(warehouse.folder)
    size = sum(each.stat().st_size for each in files)
    return dg.MaterializeResult(metadata={"files": len(files), "bytes": size})
