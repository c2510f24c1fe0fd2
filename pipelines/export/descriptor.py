"""The description of exported tables as a Data Package (datapackage.org, version 2)."""

from pathlib import Path
from typing import Any

import sources
from pipelines.content import sha256
from pipelines.edition import View
from pipelines.export.naming import Publication
from pipelines.export.table import Data

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    "varchar": "string",
    "varchar[]": "list",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "double": "number",
}
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
UNLICENSED = {
    "name": "notspecified",
    "title": "Sin licencia: no se difunda sin permiso de quienes publican las listas"
    " · No licence: not to be passed on without leave of those who publish the lists",
}


def descriptor(
    view: View, publication: Publication, resources: list[dict[str, Any]]
) -> dict[str, Any]:
    """What `datapackage.json` says: titles, terms, where it comes from, and each file with its hash.

    The restricted edition grants no licence, whatever the case declares for the public one.
    """
    case = sources.read_case(view.case.root)
    granted = case.license.model_dump() if view.is_public and case.license else UNLICENSED
    edition = ("edición pública", "public edition") if view.is_public else (
        "edición restringida: contiene nombres", "restricted edition: holds names")  # fmt: skip
    return {
        "$schema": PROFILE,
        "name": publication.package(view.edition.name).lower(),
        "title": " · ".join(publication.titles.values()),
        "description": f"Corte {publication.cut_off}, {edition[0]}. Sin constancia por nombres no"
        f" quiere decir que no ocurriera. · Cut-off {publication.cut_off}, {edition[1]}."
        " Not evidenced by names does not mean that it did not happen.",
        "version": publication.version,
        "licenses": [granted],
        "sources": _sources(view),
        "run_id": publication.run_id,
        "warehouse_sha256": view.sha256,
        "resources": resources,
    }


def resource(data: Data, file: Path, form: str, home: Path) -> dict[str, Any]:
    """One file of a table: `form` is `csv`, `excel` or `parquet`."""
    kind = "parquet" if form == "parquet" else "csv"
    told: dict[str, Any] = {
        "name": f"{data.name}.{form}",
        "path": file.relative_to(home).as_posix(),
        "title": " · ".join(data.contract.description.values()),
        "description": " · ".join(data.contract.grain.values()),
        "format": kind,
        "mediatype": MEDIA[kind],
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
        "schema": _schema(data, decimal_mark="," if form == "excel" else "."),
    }
    if kind == "csv":
        excel = form == "excel"
        told["encoding"] = "utf-8-sig" if excel else "utf-8"
        told["dialect"] = {"delimiter": ";" if excel else ","}
    return told


def _schema(data: Data, decimal_mark: str) -> dict[str, Any]:
    # A list is no key by the standard.
    shown = {name for name in data.columns if not data.field(name).type.endswith("[]")}
    schema: dict[str, Any] = {
        "fields": [_field(data, column, decimal_mark) for column in data.columns],
        "missingValues": [""],
    }
    if shown.issuperset(data.contract.key):
        schema["primaryKey"] = list(data.contract.key)
    return schema


def _field(data: Data, column: str, decimal_mark: str) -> dict[str, Any]:
    field = data.field(column)
    kind = TYPES.get(field.type, "integer" if field.type.endswith("int") or field.type == "integer"
                     else "string")  # fmt: skip
    told: dict[str, Any] = {
        "name": column,
        "type": kind,
        "description": f"{field.es} · {field.en}",
    }
    if kind == "list":
        told |= {"delimiter": "|", "itemType": "string"}
    if kind == "datetime":
        told["format"] = "%Y-%m-%d %H:%M:%S"
    if kind == "number" and decimal_mark != ".":
        told["decimalChar"] = decimal_mark
    return told


def _sources(view: View) -> list[dict[str, str]]:
    """Who publishes the lists of the case, then where its figures were said."""
    declared = [
        {"title": f"{each.declaration.title} ({each.declaration.publisher.name})"}
        for each in sources.read_sources(view.case.root)
    ]
    said = view.warehouse.execute(
        "select distinct organisation, source_url from marts.claim where source_url is not null"
        " order by all"
    ).fetchall()
    return declared + [{"title": organisation, "path": url} for organisation, url in said]
