"""From what the publication was made: files of lists, and where figures were published."""

from collections.abc import Iterator

from pipelines.workbook.cell import joined
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Row, Shown


def sheet(shown: Shown) -> Sheet:
    """Every file that was read, then every address at which a figure was published."""
    say = shown.words.say
    return Sheet(
        say("Sources"),
        say("Every file that was read, with its hash, and where each figure was published."),
        grid(
            _columns(shown),
            [*_documents(shown), *_addresses(shown)],
            say("There is nothing to show: no file was read and no figure has an address."),
        ),
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    return [
        column("marts.appearance.source_kind", say("Kind"), "text", "kind"),
        column("meta.document.source_id", say("Source"), "text"),
        column("meta.document.path", say("File"), "text"),
        column("meta.document.published_on", say("Published on"), "day"),
        column("meta.document.rows", say("Rows"), "integer"),
        column("meta.document.rejected", say("Refused"), "integer"),
        Column(
            "persons",
            say("Persons"),
            "integer",
            say("How many persons the source names, by all its files."),
        ),
        column("meta.document.bytes", say("Bytes"), "integer"),
        column("meta.document.sha256", "SHA-256", "id"),
        Column(
            "figures",
            say("Claims"),
            "long",
            say("The figures that were published there, by their identifiers."),
        ),
        column("meta.document.url", say("Address"), "text"),
    ]


def _documents(shown: Shown) -> Iterator[Row]:
    kinds = {} if shown.is_public else {row["source_id"]: row for row in shown.found("source")}
    for row in shown.rows("meta.document"):
        told = dict(row)
        if row["source_id"] in kinds:
            source = kinds[row["source_id"]]
            told["persons"] = source["persons"]
            told["kind"] = shown.label("source_kind", source["source_kind"])
        yield {"kind": shown.words.say("list")} | told


def _addresses(shown: Shown) -> Iterator[Row]:
    said: dict[str, list[Row]] = {}
    for claim in shown.claims:
        if claim.get("source_url"):
            said.setdefault(claim["source_url"], []).append(claim)
    for url, claims in said.items():
        yield {
            "kind": shown.label("source_kind", "claims"),
            "source_id": joined(dict.fromkeys(claim["organisation"] for claim in claims)),
            "figures": joined(dict.fromkeys(claim["claim_id"] for claim in claims)),
            "url": url,
        }
