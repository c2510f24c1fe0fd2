"""People, numbers and notes that nobody may meet in a public artefact, and a publication that is full of them.

    case = published(tmp_path)                     # a case on disk, its warehouse built without Dagster
    assert leaks(page.read_text(), secrets(case)) == []

All are invented, and no other test has a name or number of theirs.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import duckdb

import models
import sources
from pipelines.case import REFERENCE, Case

# The one person whom the public edition may name: a list that permits it says that she is 41 and was released.
NAMED = "Yuraima Betzaida Candelón Ferrebús"

# On a list that permits names, each with what speaks against theirs.
MINOR = "Xiomarelys Quintanabria Ñañezco"
ADOLESCENT = "Wuilfredo Zambranillo Tocuyano"
DEPENDENT = "Yackelin Urbanexa Piritú"
REARRESTED = "Oswaldino Yaracuyel Mendozarte"
HELD_AGAIN = "Hermelindo Cumanagota Vizcarrondo"
UNRELEASED = "Gumersinda Apureña Lozadavia"
AT_HOME = "Ildemaro Guaicaipuro Bracamontes"
OF_UNKNOWN_AGE = "Nepomucena Barloventeña Igualada"
MINOR_ELSEWHERE = "Leobardina Orinocosa Troconix"
WITH_NICKNAME = "Zoraidita Paraguanera Ugüeto"
WITH_NUMBER = "Teolindo Carupanero Xaviel"
IN_DOUBT = "Edelmirando Sifontex Maturinés"
# On lists that permit no names.
MASKED = "Ruperticia Guanareña Olivarex"
IN_CUSTODY = "Faustiniano Cojedeño Zerpaliz"
REFUSED = "Maximilianita Tucupida Wettelux"
REVIEWER = "Custodiana Revisorela"

PEOPLE = (
    MINOR, ADOLESCENT, DEPENDENT, REARRESTED, HELD_AGAIN, UNRELEASED, AT_HOME, OF_UNKNOWN_AGE,
    MINOR_ELSEWHERE, WITH_NICKNAME, WITH_NUMBER, IN_DOUBT, MASKED, IN_CUSTODY, REFUSED, REVIEWER,
)  # fmt: skip
NUMBERS = ("V-27.491.836", "V-9.184.275", "V-11.903.662", "V-24.557.019")
WORDS = (
    "nota-reservada-zafirocanario",
    "relampagocanario",
    "calle-secretacanaria",
    "delito-innombracanario",
    "https://ejemplo.invalid/perfilcanario",
    "archivocanario",
    "capturista-canariosa",
    "explicacion-canariante",
)
NICKNAME, ADDRESS = WORDS[1], WORDS[4]

LISTS = {
    "abierta": ("release_list", "names: public\n"),
    "cerrada": ("release_list", ""),
    "registro": ("register", ""),
    "recapturas": ("status_list", ""),
}
SOURCE = """\
title: Lista inventada
publisher: {{name: {name}, kind: ngo}}
independence_group: {name}
kind: {kind}
{names}files: data/inbox/{name}/*
reader: table
columns:
  N: row_id
  Nombre: full_name
  Apodo: nickname
  CI: national_id
  Edad: age
  Categoria: category
  Evento: event
  Fecha: occurred_on
  Lugar: facility
  Estado: state
  Medida: measure
  Delito: offence
  Con: accompanies
  Nota: note
  Web: url
dates: iso
name_order: given_first
"""
CASE = """\
title: {es: Caso con canarios (inventado), en: Case with canaries (invented)}
country: VE
timezone: America/Caracas
identity: ve_cedula
comparisons:
  - {id: main, title: {es: Dos recuentos, en: Two counts}, from: A1, to: B1}
common_scope: {window_start: 2026-01-01, unit: person}
"""
CLAIMS = f"""\
claim_id,organisation,side,claimed_by,said_on,as_of,value,qualifier,unit,basis,excludes,evidence,notes
A1,ONG inventada,ngo,Vocería,2026-02-09,2026-02-09,40,exact,person,gross,TRANSFER,abierta,{WORDS[0]}
B1,Ministerio inventado,government,Vocería,2026-02-09,2026-02-09,90,more_than,row,gross,,cerrada,{WORDS[0]}
"""
HEADINGS = "N,Nombre,Apodo,CI,Edad,Categoria,Evento,Fecha,Lugar,Estado,Medida,Delito,Con,Nota,Web\n"
GIVEN = ("Aurimar", "Belkis", "Coromoto", "Deivis", "Eglé", "Franyelis", "Gledys", "Heberto")
FAMILY = (
    "Aponte",
    "Briceño",
    "Colmenares",
    "Dugarte",
    "Escalona",
    "Figuera",
    "Graterol",
    "Henríquez",
)
PLACES = (("El Helicoide", "Distrito Capital"), ("Tocorón", "Aragua"), ("Ramo Verde", "Miranda"))


# Rows of the tables that a run fills by itself, a judgement of a row that is gone, and what was published before.
GONE = {"record_id": "abierta:0123456789abcdef", "person_id": "P0123456789ab"}
BESIDES: dict[str, list[dict[str, object]]] = {
    "meta.run": [
        {
            "run_id": "0f0f",
            "case_es": "Caso con canarios (inventado)",
            "case_en": "Case with canaries (invented)",
            "started_at": "2026-03-01 12:00:00",
            "version": "0.1.0",
            "config_sha256": "0" * 64,
            "models_sha256": "0" * 64,
            "input_rows": 80,
        }
    ],
    "meta.check": [
        {
            "table_name": "staging.record",
            "check_name": "rules",
            "rule": "invented",
            "severity": "warning",
            "passed": False,
            "failing": 1,
            "note": f"{MINOR} {WORDS[7]}",
        }
    ],
    "raw.judgement": [
        {
            "position": 1,
            "locator": "row 2",
            "left_record_id": GONE["record_id"],
            "right_record_id": "cerrada:0123456789abcdef",
            "judgement": "different",
            "judged_by": REVIEWER,
            "judged_on": "2026-02-10",
            "judged_why": WORDS[7],
        }
    ],
    "raw.previous_record": [GONE | {"source_id": "abierta", "release_id": "R0123456789ab"}],
    "raw.previous_unit": [
        {"claim_id": "A1", "unit_id": GONE["record_id"], "unit": "person", "evidence": ["abierta"]}
    ],
    "raw.previous_run": [
        {
            "run_id": "0e0e",
            "documents": [],
            "source_ids": ["abierta"],
            "judged_pairs": [],
            "method_changed": False,
        }
    ],
}


def published(root: Path) -> Case:
    """A case whose lists, judgements and claims hold canaries, and its publication."""
    case = Case(root)
    _write(case)
    made = {
        **sources.declared_tables(root, REFERENCE),
        **sources.read_tables(root, REFERENCE, case.snapshots),
    }
    case.warehouse.parent.mkdir(parents=True, exist_ok=True)
    with models.blank(case.warehouse) as connection:
        connection.execute("set threads = 1")
        for name, table in models.tables().items():
            if table.sql or table.module:
                models.build(connection, table)
            else:
                models.fill(connection, table, [*made.get(name, []), *BESIDES.get(name, [])])
    return case


def secrets(case: Case) -> list[str]:
    """Every canary, and every identifier by which the publication knows anybody."""
    with duckdb.connect(str(case.warehouse), read_only=True) as connection:
        known = connection.execute(
            "select distinct unnest([record_id, person_id, release_id]) as known"
            " from marts.appearance order by known"
        ).fetchall()
    return [*PEOPLE, *NUMBERS, *WORDS, GONE["record_id"], *(name for (name,) in known if name)]


def leaks(text: str | bytes, canaries: Iterable[str]) -> list[str]:
    """The canaries that a text gives away: by a word of five letters or more, digits, or a hash.

    Accents, case, marks between letters, the escapes of HTML, JSON and addresses hide nothing.
    """
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), plain)
    held = " ".join(map(_squeezed, {plain, unescaped, html.unescape(plain), unquote(plain)}))
    return [canary for canary in canaries if any(part in held for part in _parts(canary))]


def _parts(canary: str) -> set[str]:
    if canary in WORDS or re.fullmatch(r"[PR]?[\w:]*[0-9a-f]{12,}", canary):
        return {_squeezed(canary)}
    digits = re.sub(r"\D", "", canary)
    words = {_squeezed(word) for word in canary.split()}
    hashed = {sha256(form.encode()).hexdigest()[:12] for form in (canary, _squeezed(canary))}
    return {digits} | hashed if digits else {word for word in words if len(word) > 4} | hashed


def _squeezed(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", bare)


def _write(case: Case) -> None:
    def put(path: str, text: str) -> None:
        target = case.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    put("sources/case.yml", CASE)
    put("data/claims.csv", CLAIMS)
    for name, (kind, names) in LISTS.items():
        put(f"sources/ngo/{name}.yml", SOURCE.format(name=name, kind=kind, names=names))
    put("data/inbox/abierta/2026-02-09_archivocanario.csv", HEADINGS + _open_list())
    put(
        "data/inbox/abierta/2026-02-09_archivocanario.csv.meta.yml",
        f"captured_by: {WORDS[6]}\nurl: {ADDRESS}\n",
    )
    put("data/inbox/cerrada/2026-02-09_lista.csv", HEADINGS + _closed_list())
    put(
        "data/inbox/registro/2026-02-10_registro.csv",
        HEADINGS + _line(1, HELD_AGAIN, age=44) + _line(2, IN_CUSTODY, age=52, event=""),
    )
    put(
        "data/inbox/recapturas/2026-02-10_recapturas.csv",
        HEADINGS + _line(1, REARRESTED, age=38, event="rearrest", day="2026-02-02"),
    )


def _open_list() -> str:
    lines = [
        _line(1, NAMED, age=41, number="V-11.903.662", note=WORDS[0], web=ADDRESS),
        _line(2, MINOR, age=16, number="V-27.491.836", note=WORDS[0]),
        _line(3, ADOLESCENT, age=19, category="adolescent"),
        _line(4, DEPENDENT, age=30, accompanies="prisoner"),
        _line(5, REARRESTED, age=38),
        _line(6, HELD_AGAIN, age=44),
        _line(7, UNRELEASED, age=50, event="transfer"),
        _line(8, AT_HOME, age=61, measure="house_arrest"),
        _line(9, OF_UNKNOWN_AGE),
        _line(10, MINOR_ELSEWHERE, age=18),
        _line(11, f"{WITH_NICKNAME} ({NICKNAME})", age=33, nickname=NICKNAME),
        _line(12, f"{WITH_NUMBER} 9.184.275", age=47, number="V-9.184.275"),
        _line(13, IN_DOUBT, age=36, state="Zulia"),
    ]
    many = [
        _line(
            20 + place,
            f"{GIVEN[place % 8]} {GIVEN[(place * 3 + 1) % 8]} {FAMILY[place // 8]} {FAMILY[(place * 5 + 2) % 8]}",
            day=f"2026-01-{10 + place % 15}",
            place=PLACES[place % 7 % 3],
        )
        for place in range(60)
    ]
    return "".join([*lines, *many])


def _closed_list() -> str:
    secret = (WORDS[2], "calle-secretacanaria")
    return "".join(
        [
            _line(1, MASKED, age=39, number="V-24.557.019", place=secret, offence=WORDS[3]),
            _line(2, MINOR_ELSEWHERE, age=16),
            _line(3, NAMED, age=41, number="V-11.903.662"),
            f"4,{REFUSED},de más\n",
            # Much the same name, in another state and week: nobody knows whether it is one person.
            _line(5, "Edelmirando José Sifontex", age=39, state="Lara", day="2026-01-24"),
        ]
    )


def _line(
    row: int, name: str, *, age: int | None = None, number: str = "", category: str = "",
    event: str = "release", day: str = "2026-01-12", place: tuple[str, str] = ("El Helicoide", "Distrito Capital"),
    state: str = "", measure: str = "", offence: str = "", accompanies: str = "", note: str = "",
    nickname: str = "", web: str = "",
) -> str:  # fmt: skip
    when = "" if event == "" else day
    cells = [row, name, nickname, number, age or "", category, event, when, place[0], state or place[1],
             measure, offence, accompanies, note, web]  # fmt: skip
    return ",".join(map(str, cells)) + "\n"
