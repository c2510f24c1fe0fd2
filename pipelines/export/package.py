"""The tables of a publication as CSV and Parquet, and the Data Package that describes them."""

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from pipelines.delimited import write_csv, write_excel_csv
from pipelines.edition import View
from pipelines.export.descriptor import descriptor, resource
from pipelines.export.naming import Publication
from pipelines.export.table import Data, tables

# Each form of a table with its format; the Excel form is for a spreadsheet set to Spanish.
FORMS: dict[str, tuple[str, Callable[[Data, Path], object]]] = {
    "csv": ("csv", lambda data, path: write_csv(path, data.columns, data.rows)),
    "excel": ("csv", lambda data, path: write_excel_csv(path, data.columns, data.rows)),
    "parquet": ("parquet", lambda data, path: data.relation.write_parquet(str(path))),
}


def write_package(
    view: View, publication: Publication, home: Path, formats: Collection[str]
) -> list[Path]:
    """Write every table in each form into a folder, with `datapackage.json`; return the files."""
    asked = {form: write for form, (kind, write) in FORMS.items() if kind in formats}
    for form in asked:
        (home / form).mkdir(parents=True)
    made, resources = [], []
    for data in tables(view):
        for form, write in asked.items():
            path = home / form / f"{data.name}.{FORMS[form][0]}"
            write(data, path)
            made.append(path)
            resources.append(resource(data, path, form, home))
    told = home / "datapackage.json"
    told.write_text(_json(descriptor(view, publication, resources)), encoding="utf-8")
    return [told, *made]


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
