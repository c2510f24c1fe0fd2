"""The rows of every table `raw.*`: what the case declares, and what its files hold."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sources import reference
from sources.case import Case, Estimate, read_case
from sources.declaration import Source, read_sources
from sources.document import Document, capture, describe, now
from sources.error import SourceError
from sources.read import read_document
from sources.reading import Reading

Tables = dict[str, list[dict[str, Any]]]


def material(root: Path, fallback: Path, snapshots: Path, as_of: date | None = None) -> Tables:
    """Rows of every table `raw.*` of the case in the folder `root`."""
    return declared_tables(root, fallback) | read_tables(root, fallback, snapshots, as_of)


def declared_tables(root: Path, fallback: Path) -> Tables:
    """Rows of what the case declares.

    `fallback` is the folder of reference files for those that the case has not of its own.
    """
    case = read_case(root)
    sources = read_sources(root, reference.codes(root, fallback))
    return {
        "raw.case": [_case(case)],
        "raw.comparison": _comparisons(case),
        "raw.balance": _balances(case),
        "raw.common_scope": _common_scope(case),
        "raw.source": [_source(source) for source in sources],
        "raw.source_field": [row for source in sources for row in _source_fields(source)],
        "raw.value_code": [row for source in sources for row in _value_codes(source)],
        "raw.label": reference.labels(root, fallback),
        "raw.facility": reference.facilities(root, fallback),
        "raw.state": reference.states(root, fallback),
        "raw.offence": reference.offences(root, fallback),
        "raw.amnesty": reference.amnesty(root, fallback, case.country),
        "raw.judgement": reference.judgements(root),
        "raw.withdrawal": reference.withdrawals(root, (source.id for source in sources)),
    }


def read_tables(root: Path, fallback: Path, snapshots: Path, as_of: date | None = None) -> Tables:
    """Rows of what the files hold, captured into the folder `snapshots` and read from there.

    The faults of all sources are raised together.
    """
    readings: list[tuple[Document, Reading]] = []
    faults: list[str] = []
    moment = now()
    for source in read_sources(root, reference.codes(root, fallback)):
        try:
            for document in capture(root, source, snapshots, as_of, moment):
                readings.append((document, read_document(source, document)))
        except SourceError as error:
            faults.append(str(error))
    if faults:
        raise SourceError("\n".join(faults))
    return _rows_of(readings) | {"raw.vintage": _vintage(as_of)}


def preview(root: Path, fallback: Path, file: Path, source_id: str) -> Tables:
    """Rows of every table `raw.*` if the source had this one file; nothing is written."""
    sources = {source.id: source for source in read_sources(root, reference.codes(root, fallback))}
    if source_id not in sources:
        raise SourceError(f"no source is called {source_id!r}; name one of {sorted(sources)}")
    if not file.is_file():
        raise SourceError(f"{file.name}: is no file; name one that is there")
    document = describe(root, sources[source_id], file)
    reading = read_document(sources[source_id], document)
    read = _rows_of([(document, reading)]) | {"raw.vintage": _vintage(None)}
    return declared_tables(root, fallback) | read


def _vintage(as_of: date | None) -> list[dict[str, Any]]:
    return [{"as_of_day": as_of}] if as_of else []


def _case(case: Case) -> dict[str, Any]:
    return {
        "case_es": case.title.es,
        "case_en": case.title.en,
        "country": case.country,
        "timezone": case.timezone,
        "identity": case.identity,
        "release_gap_days": case.release_gap_days,
        "precedence": case.full_precedence(),
    }


def _comparisons(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "comparison_id": comparison.id,
            "position": position,
            "comparison_es": comparison.title.es,
            "comparison_en": comparison.title.en,
            "from_claim_id": comparison.from_claim,
            "to_claim_id": comparison.to_claim,
        }
        for position, comparison in enumerate(case.comparisons, start=1)
    ]


def _balances(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "balance_id": balance.id,
            "position": position,
            "balance_es": balance.title.es,
            "balance_en": balance.title.en,
            "item": item,
            "place": place,
            "claim_id": claim_id,
        }
        for position, balance in enumerate(case.balances, start=1)
        for place, (item, claim_id) in enumerate(balance.figures(), start=1)
    ]


def _common_scope(case: Case) -> list[dict[str, Any]]:
    if case.common_scope is None:
        return []
    scope = case.common_scope
    estimate = case.estimate or Estimate()
    return [
        {
            "window_start": scope.window_start,
            "window_end": scope.window_end,
            "unit": scope.unit,
            "basis": scope.basis,
            "excludes": list(scope.excludes),
            "assumption_es": estimate.assumption.es if estimate.assumption else None,
            "assumption_en": estimate.assumption.en if estimate.assumption else None,
            "estimate_claims": list(estimate.claims),
        }
    ]


def _source(source: Source) -> dict[str, Any]:
    declared = source.declaration
    return {
        "source_id": source.id,
        "title": declared.title,
        "publisher": declared.publisher.name,
        "publisher_kind": declared.publisher.kind,
        "independence_group": declared.independence_group,
        "source_kind": declared.kind,
        "files_are": declared.files_are,
        # Undeclared only where no date and no whole name is read, so that it matters to nothing.
        "date_order": declared.dates or "iso",
        "name_order": declared.name_order or "given_first",
        "headings": declared.heading_of,
        "max_rows": declared.expect.max_rows,
    }


def _source_fields(source: Source) -> list[dict[str, Any]]:
    declared = source.declaration
    fields = [*declared.heading_of, *(set(declared.defaults) - declared.heading_of.keys())]
    return [
        {
            "source_id": source.id,
            "field": name,
            "heading": declared.heading_of.get(name),
            "default_code": declared.defaults.get(name),
            "separator": declared.split.get(name),
            "required": name in declared.required,
            "bound": name in declared.values,
        }
        for name in sorted(fields)
    ]


def _value_codes(source: Source) -> list[dict[str, Any]]:
    return [
        {"source_id": source.id, "field": name, "published_value": published, "code": code}
        for name, codes in source.declaration.values.items()
        for published, code in codes.items()
    ]


def _rows_of(readings: Iterable[tuple[Document, Reading]]) -> Tables:
    tables: Tables = {"raw.document": [], "raw.row": [], "raw.rejected": []}
    for document, reading in readings:
        tables["raw.document"].append(_document(document, reading))
        tables["raw.row"] += _rows(document, reading)
        tables["raw.rejected"] += _rejected(document, reading)
    return tables


def _document(document: Document, reading: Reading) -> dict[str, Any]:
    return {
        "source_id": document.source_id,
        "sha256": document.sha256,
        "path": document.path,
        "bytes": document.bytes,
        "published_on": document.published_on,
        "captured_at": document.captured_at,
        "first_seen_at": document.first_seen_at,
        "captured_by": document.captured_by,
        "url": document.url,
        "encoding": reading.encoding,
        "rows": len(reading.rows),
        "rejected": len(reading.rejected),
    }


def _rows(document: Document, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "source_id": document.source_id,
            "document_sha256": document.sha256,
            "row_no": row_no,
            "locator": row.locator,
            "row_key": row.key,
            "occurrence": row.occurrence,
            "cells": row.cells,
        }
        for row_no, row in enumerate(reading.rows, start=1)
    ]


def _rejected(document: Document, reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "source_id": document.source_id,
            "document_sha256": document.sha256,
            "locator": refusal.locator,
            "heading": None,
            "value_text": None,
            "reason_text": refusal.reason,
            "remedy": refusal.remedy,
            "stops": False,
            "cells": refusal.cells,
        }
        for refusal in reading.rejected
    ]
