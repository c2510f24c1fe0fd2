"""Write the invented example case and its truth: `python tests/example/generate.py`.

The lists come from one seed, the comparisons and scopes from the case's own `sources/case.yml` and
`data/claims.csv`. Running it again rewrites `data/example` byte for byte: no clock is read, the
creation dates inside the XLSX and the PDF are fixed, and neither is compressed.
"""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml
from fpdf import FPDF
from lxml import html
from lxml.html import builder as tag
from noise import plain
from truth import Claim, Verdict, compare, releases, who
from world import Row, World

SEED = 448
EXAMPLE = Path(__file__).parents[2] / "data" / "example"
CREATED = datetime(2026, 2, 9, tzinfo=UTC)
EVENTS = {
    "release": "EXCARCELACION", "measure_lifted": "CESE DE MEDIDA", "transfer": "TRASLADO",
    "order": "BOLETA EMITIDA", "death": "FALLECIMIENTO", "rearrest": "REDETENCION",
}  # fmt: skip
GOVERNMENT_MEASURES = {
    "full_freedom": "LIBERTAD PLENA", "reporting": "PRESENTACION PERIODICA",
    "travel_ban": "PROHIBICION DE SALIDA DEL PAIS", "gag_order": "PROHIBICION DE DECLARAR",
    "house_arrest": "ARRESTO DOMICILIARIO",
}  # fmt: skip
MEASURES = {
    "full_freedom": "Libertad plena", "reporting": "Régimen de presentación",
    "travel_ban": "Prohibición de salida del país", "gag_order": "Prohibición de declarar",
    "house_arrest": "Arresto domiciliario",
}  # fmt: skip
CATEGORIES = {"civilian": "Civil", "military": "Militar", "adolescent": "Adolescente"}
NATIONALITIES = {"VE": "Venezolana", "CO": "Colombiana", "ES": "Española"}
Cells = dict[str, str]


def dmy(day: date | None) -> str:
    """Write a day the way these lists do."""
    return day.strftime("%d/%m/%Y") if day else ""


def occurred(row: Row) -> str:
    """Write a date as one day, a month, an interval or nothing."""
    if row.earliest is None or row.latest is None or row.earliest == row.latest:
        return dmy(row.earliest)
    if row.earliest.day == 1 and (row.latest - row.earliest).days > 26:
        return row.earliest.strftime("%m/%Y")
    return f"{dmy(row.earliest)} - {dmy(row.latest)}"


def measures(row: Row) -> str:
    """Write the measures as the organisations do."""
    return "; ".join(MEASURES[measure] for measure in row.measure)


def government(row: Row) -> Cells:
    """A row of the official list, in capitals without accents."""
    nationality = "/".join(NATIONALITIES[code] for code in row.nationality)
    return {
        "N°": row.row_id,
        "APELLIDOS Y NOMBRES": row.name,
        "CEDULA": row.national_id,
        "NACIONALIDAD": nationality.upper(),
        "CATEGORIA": CATEGORIES[row.category or "civilian"].upper(),
        "FECHA DETENCION": dmy(row.detained),
        "FECHA": occurred(row),
        "ESTADO": plain(row.place[1]).upper(),
        "CENTRO DE RECLUSION": plain(row.place[0]).upper(),
        "TIPO": EVENTS[row.event],
        "MEDIDA": "; ".join(GOVERNMENT_MEASURES[measure] for measure in row.measure),
        "DELITO": plain(row.offence or "").upper(),
        "OBSERVACION": "HIJO(A) DE PRIVADA DE LIBERTAD" if row.accompanies else "",
    }


def verified(row: Row) -> Cells:
    """A row of the verifying organisation's balance."""
    return held(row) | {
        "Nacionalidad": "/".join(NATIONALITIES[code] for code in row.nationality),
        "Fecha de detención": dmy(row.detained),
        "Fecha de excarcelación": row.earliest.isoformat() if row.earliest else "",
        "Medida": measures(row),
    }


def held(row: Row) -> Cells:
    """A row of the register of prisoners."""
    return {
        "N°": row.row_id,
        "Nombre y apellido": row.name,
        "C.I.": row.national_id,
        "Sexo": row.person.sex,
        "Edad": str(row.person.age),
        "Categoría": CATEGORIES[row.category or "civilian"],
        "Lugar de reclusión": row.place[0],
        "Estado": row.place[1],
        "Fecha de detención": row.detained.isoformat() if row.detained else "",
    }


def justice(row: Row) -> Cells:
    """A row of the justice organisation's page."""
    return {
        "Nro": row.row_id,
        "Nombre y apellido": row.name,
        "C.I.": row.national_id,
        "Edad": str(row.person.age),
        "Lugar de reclusión": row.place[0],
        "Estado": row.place[1],
        "Fecha de excarcelación": occurred(row),
        "Medida": measures(row),
    }


def union(row: Row) -> Cells:
    """A row of the press union's list."""
    return {
        "Nro": row.row_id, "Nombre": row.name, "C.I.": row.national_id, "Lugar": row.place[0],
        "Fecha": occurred(row), "Medida": measures(row),
    }  # fmt: skip


def rearrested(row: Row) -> Cells:
    """An entry of the list of new arrests."""
    return {
        "numero": row.row_id, "nombre": row.name, "cedula": row.national_id,
        "fecha": row.earliest.isoformat() if row.earliest else "",
        "lugar": row.place[0], "estado": row.place[1],
    }  # fmt: skip


def delimited(rows: list[Cells], delimiter: str, encoding: str, newline: str) -> bytes:
    """A delimited text."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def official_csv(rows: list[Cells]) -> bytes:
    """Semicolons, the encoding of old Windows, its line ends."""
    return delimited(rows, ";", "cp1252", "\r\n")


def register_csv(rows: list[Cells]) -> bytes:
    """Commas, and a byte order mark."""
    return delimited(rows, ",", "utf-8-sig", "\n")


def workbook(rows: list[Cells]) -> bytes:
    """A workbook: real dates in one column, numbers where the typist left a bare number."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.set_properties({"created": CREATED.replace(tzinfo=None)})
    sheet = book.add_worksheet("Balance")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, list(rows[0]))
    for line, cells in enumerate(rows, start=1):
        for column, (heading, text) in enumerate(cells.items()):
            if heading == "Fecha de excarcelación" and text:
                sheet.write_datetime(line, column, datetime.fromisoformat(text), day)
            elif text.isdecimal():
                sheet.write_number(line, column, int(text))
            else:
                sheet.write_string(line, column, text)
    book.close()
    return uncompressed(buffer)


def uncompressed(archive: io.BytesIO) -> bytes:
    """The same archive stored plain, so that no version of zlib changes its bytes."""
    plain_archive = io.BytesIO()
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(plain_archive, "w") as stored:
        for name in packed.namelist():
            stored.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), packed.read(name))
    return plain_archive.getvalue()


def page(rows: list[Cells]) -> bytes:
    """A web page with one table."""
    head = tag.THEAD(tag.TR(*(tag.TH(heading) for heading in rows[0])))
    body = tag.TBODY(*(tag.TR(*(tag.TD(text) for text in cells.values())) for cells in rows))
    title = "Excarcelados (lista inventada)"
    document = tag.HTML(
        tag.HEAD(tag.META(charset="utf-8"), tag.TITLE(title)),
        tag.BODY(tag.H1(title), tag.TABLE(head, body)),
    )
    options = {"doctype": "<!DOCTYPE html>", "pretty_print": True, "encoding": "utf-8"}
    return html.tostring(document, **options)  # type: ignore[no-any-return]


def ruled_pdf(rows: list[Cells]) -> bytes:
    """A ruled table over several pages, its header on each."""
    pdf = FPDF(orientation="landscape")
    pdf.set_compression(False)
    pdf.set_creation_date(CREATED)
    pdf.set_producer("invented")
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    with pdf.table(col_widths=(6, 26, 13, 16, 11, 28), text_align="LEFT") as table:
        for cells in [list(rows[0]), *(list(cells.values()) for cells in rows)]:
            table.row(cells)
    return bytes(pdf.output())


def entries(rows: list[Cells]) -> bytes:
    """A list of objects."""
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


FILES: list[tuple[str, str, Callable[[Row], Cells], Callable[[list[Cells]], bytes]]] = [
    ("gov_list", "2026-02-09_lista.csv", government, official_csv),
    ("fp_list", "2026-02-09_balance.xlsx", verified, workbook),
    ("fp_register", "2026-01-05_registro.csv", held, register_csv),
    ("fp_rearrests", "2026-02-09_recapturas.json", rearrested, entries),
    ("sntp_list", "2026-02-05_lista.pdf", union, ruled_pdf),
]


def lists(world: World) -> dict[str, bytes]:
    """Every file of the inbox, by path under it."""
    files = {
        f"{source}/{name}": write([cells(row) for row in world.rows[source]])
        for source, name, cells, write in FILES
    }
    told = world.rows["jep_list"]
    first = [row.as_first_issued or row for row in told]
    again = [row for row in told if row.as_first_issued]
    for name, rows in (("2026-02-09_excarcelados", first), ("2026-02-12_correcciones", again)):
        files[f"jep_list/{name}.html"] = page([justice(row) for row in rows])
    return files


def claims() -> dict[str, Claim]:
    """The scopes of the case's claims, as stated."""
    with (EXAMPLE / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        stated = [row for row in csv.DictReader(file) if row["reading"] == "stated"]
    return {
        row["claim_id"]: Claim(
            claim_id=row["claim_id"],
            value=int(row["value"]),
            open_above=row["qualifier"] in ("more_than", "at_least"),
            unit=row["unit"],
            net=row["basis"] == "net_of_rearrest",
            start=date.fromisoformat(row["window_start"]) if row["window_start"] else None,
            as_of=date.fromisoformat(row["as_of"]),
            excludes=frozenset(row["excludes"].split("|")),
            lists=tuple(row["evidence"].split("|")),
        )
        for row in stated
    }


def judged(world: World) -> dict[str, tuple[tuple[Claim, Claim], dict[str, list[Verdict]]]]:
    """Each comparison of the case with its two claims and the verdict on every row."""
    case = yaml.safe_load((EXAMPLE / "sources" / "case.yml").read_text(encoding="utf-8"))
    scopes = claims()
    rows = [row for each in world.rows.values() for row in each]
    pairs = {it["id"]: (scopes[it["from"]], scopes[it["to"]]) for it in case["comparisons"]}
    return {name: (pair, compare(pair, rows)) for name, pair in pairs.items()}


def truth(world: World) -> dict[str, bytes]:
    """The truth: per row and comparison, per record, and the totals."""
    verdicts: list[Cells] = []
    totals: dict[str, dict[str, Any]] = {}
    for name, (pair, found) in judged(world).items():
        totals[name] = {}
        for claim, (side, rows) in zip(pair, found.items(), strict=True):
            verdicts += [verdict(name, side, it) for it in rows]
            counted = [it for it in rows if it.counted]
            residual = claim.value - len(counted)
            beyond = residual < 0 and not claim.open_above
            totals[name] |= {
                f"claim_{side}": claim.claim_id,
                f"value_{side}": claim.value,
                f"listed_{side}": len(counted),
                f"{side}_only": dict(sorted(Counter(it.primary for it in counted).items())),
                f"residual_{side}": "BEYOND_CLAIM" if beyond else "UNITEMISED",
                f"unitemised_{side}": residual,
            }
    published = [row for each in world.rows.values() for row in each]
    named = releases(published)
    records = [
        {"source_id": row.source, "row_id": row.row_id, "person": who(row),
         "release": named.get(row, "")}
        for row in sorted(published, key=lambda row: (row.source, row.row_id))
    ]  # fmt: skip
    summary = {"seed": SEED, "comparisons": totals}
    return {
        "truth.csv": delimited(verdicts, ",", "utf-8", "\n"),
        "truth_records.csv": delimited(records, ",", "utf-8", "\n"),
        "truth.json": (json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def verdict(comparison: str, side: str, it: Verdict) -> Cells:
    """One line of truth.csv."""
    return {
        "comparison_id": comparison, "side": side, "source_id": it.row.source,
        "row_id": it.row.row_id, "person": who(it.row), "release": it.release,
        "counted": str(it.counted).lower(), "in_both": str(it.in_both).lower(),
        "primary_reason": it.primary, "all_reasons": "|".join(it.reasons),
    }  # fmt: skip


def generate(out: Path) -> None:
    """Write every generated file of the example under `out`."""
    world = World(SEED)
    inbox = {f"data/inbox/{path}": content for path, content in lists(world).items()}
    for path, content in (inbox | truth(world)).items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)


if __name__ == "__main__":
    generate(EXAMPLE)
