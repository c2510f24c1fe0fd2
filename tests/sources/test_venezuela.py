"""The Venezuelan case as data: what its claims, declarations and reference files must hold."""

import csv
import datetime
import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CLAIM_HEADER = (
    "claim_id,reading,organisation,side,claimed_by,said_on,as_of,value,qualifier,unit,"
    "stock_or_flow,basis,window_start,window_end,window_text,excludes,population,evidence,parts,"
    "derived_from,names_published,source_url,notes,label_es,label_en,part_reason"
)
SCOPE_SHUTS_OUT_BY_ITSELF = {"OUT_OF_WINDOW", "REARRESTED", "DUPLICATE", "REPEAT"}
NO_SCOPE_CODE = {
    *SCOPE_SHUTS_OUT_BY_ITSELF,
    *("UNDETERMINED", "UNVERIFIED", "NOT_ON_LIST", "UNITEMISED", "BEYOND_CLAIM"),
    *("IN_BOTH", "FROM", "TO"),
}
BOTH_SIDES_OF_JANUARY = ("window_start", "window_end", "basis", "unit", "excludes", "as_of")


def table(name: str) -> list[dict[str, str]]:
    """Rows of one CSV file of the case, every cell as text."""
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CLAIMS = table("claims.csv")
STATED = {row["claim_id"]: row for row in CLAIMS if row["reading"] == "stated"}
CODES = {
    scheme: {row["code"] for row in table("reference/labels.csv") if row["scheme"] == scheme}
    for scheme in {row["scheme"] for row in table("reference/labels.csv")}
}
DECLARATIONS = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    for path in sorted((ROOT / "sources").glob("*/*.yml"))
}


def listed(cell: str) -> list[str]:
    """Codes or ids of a cell, which `|` separates."""
    return cell.split("|") if cell else []


def value(claim_id: str) -> int:
    """Figure of a claim as stated."""
    return int(STATED[claim_id]["value"])


def folded(text: str) -> str:
    """Text in upper case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.upper()) if c.isascii())


def differing(left: str, right: str) -> list[str]:
    """Attributes of scope and cut-off in which two claims differ."""
    return [c for c in BOTH_SIDES_OF_JANUARY if STATED[left][c] != STATED[right][c]]


def test_every_cited_claim_stands_once_as_stated() -> None:
    assert ",".join(CLAIMS[0]) == CLAIM_HEADER
    assert {f"C{number:03}" for number in range(1, 169)} <= STATED.keys()
    keys = Counter((row["claim_id"], row["reading"]) for row in CLAIMS)
    assert max(keys.values()) == 1
    assert {row["claim_id"] for row in CLAIMS} == STATED.keys()


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: f"{row['claim_id']}-{row['reading']}")
def test_a_claim_is_coded_whole(row: dict[str, str]) -> None:
    said_on, as_of = (datetime.date.fromisoformat(row[c]) for c in ("said_on", "as_of"))
    assert as_of <= said_on
    if row["window_start"]:
        assert row["window_start"] <= (row["window_end"] or row["as_of"])
    assert row["window_end"] <= row["as_of"]
    for scheme in ("qualifier", "unit", "stock_or_flow", "basis"):
        assert row[scheme] in CODES[scheme]
    assert row["side"] in CODES["publisher_kind"]
    assert row["names_published"] in CODES["names_published"] | {""}
    assert re.fullmatch(r"\d*", row["value"])
    excludes = listed(row["excludes"])
    assert len(excludes) == len(set(excludes))
    assert set(excludes) <= CODES["reason"] - NO_SCOPE_CODE
    assert set(listed(row["evidence"])) <= DECLARATIONS.keys()
    assert set(listed(row["parts"]) + listed(row["derived_from"])) <= STATED.keys()
    assert row["organisation"]
    assert row["notes"]
    assert row["source_url"] or row["derived_from"] or row["claim_id"] in {"C167", "C168"}
    assert bool(row["label_es"]) == bool(row["label_en"])
    assert row["part_reason"] in CODES["reason"] | {""}


def test_readings_of_a_claim_say_the_same_figure() -> None:
    for row in CLAIMS:
        stated = STATED[row["claim_id"]]
        same = ("organisation", "value", "qualifier", "unit", "basis", "said_on", "as_of")
        assert {c: row[c] for c in same} == {c: stated[c] for c in same}
    january = {row["reading"] for row in CLAIMS if row["claim_id"] == "C081"}
    assert january == {"stated", "november", "november_january", "december", "late_december"}
    assert STATED["C081"]["window_start"] == ""


def test_parts_add_up_and_say_what_they_are() -> None:
    wholes = {claim_id: listed(row["parts"]) for claim_id, row in STATED.items() if row["parts"]}
    for whole, parts in wholes.items():
        assert sum(map(value, parts)) == value(whole), whole
        assert all(STATED[part]["label_es"] for part in parts), whole
    assert wholes["C131"] == ["C129", "C130"]
    assert STATED["C130"]["part_reason"] == "MEASURE_LIFTED"
    pardon = [STATED[part]["part_reason"] for part in wholes["C003z"]]
    assert pardon == ["", *["MEASURE_LIFTED"] * 3, "NOT_POLITICAL"]
    assert STATED["C001b"]["part_reason"] == "NOT_POLITICAL"


def test_the_derived_claim_is_the_difference_it_names() -> None:
    assert listed(STATED["D001"]["derived_from"]) == ["C163", "C110"]
    assert value("D001") == value("C163") - value("C110") == 222


def test_the_contrasts_differ_in_one_attribute() -> None:
    assert differing("C084", "C085") == ["window_start"]
    assert differing("C103", "C102") == ["basis"]
    assert (value("C085") - value("C084"), value("C102") - value("C103")) == (117, -1)


def test_no_other_change_of_exclusion_or_basis_looks_like_a_contrast() -> None:
    """Claims of one organisation, near in time, one excluded code or basis apart."""
    found = set()
    for left, right in combinations(STATED.values(), 2):
        if left["organisation"] != right["organisation"]:
            continue
        cut_offs = [datetime.date.fromisoformat(row["as_of"]) for row in (left, right)]
        if abs((cut_offs[0] - cut_offs[1]).days) > 2:
            continue
        codes = set(listed(left["excludes"])) ^ set(listed(right["excludes"]))
        attributes = ("window_start", "window_end", "basis", "unit", "stock_or_flow")
        others = [c for c in attributes if left[c] != right[c]]
        if len(codes) + len(others) == 1 and (codes or others == ["basis"]):
            found.add((left["claim_id"], right["claim_id"]))
    assert found == {("C102", "C103")}


def test_people_in_prison_and_measures_lifted_are_no_contrast() -> None:
    for people, measures in (("C129", "C130"), ("C125", "C123"), ("C160a", "C160b")):
        assert STATED[people]["unit"] != STATED[measures]["unit"]
        assert STATED[people]["excludes"] != STATED[measures]["excludes"]


def test_the_comparisons_ask_for_the_claims_they_name() -> None:
    case = yaml.safe_load((ROOT / "sources" / "case.yml").read_text(encoding="utf-8"))
    pairs = [(value(c["from"]), value(c["to"])) for c in case["comparisons"]]
    assert pairs == [
        *((448, 800), (266, 808), (426, 897), (426, 896)),
        *((109, 3231), (222, 247), (38, 79), (53, 110)),
    ]
    assert STATED["C125"]["qualifier"] == "more_than"
    assert all({"es", "en"} == set(c["title"]) for c in case["comparisons"])
    assert set(case["common_scope"]["excludes"]) <= CODES["reason"] - NO_SCOPE_CODE


def test_declarations_wait_for_their_lists_and_use_known_codes() -> None:
    assert DECLARATIONS.keys() == {
        *("ministry", "assembly_commission", "prosecutor", "foro_penal", "foro_penal_register"),
        *("foro_penal_rearrests", "jep", "clippve", "sntp", "pud"),
    }
    organisations = {row["organisation"] for row in CLAIMS}
    for source_id, declared in DECLARATIONS.items():
        assert declared["awaited"] == "true"
        assert declared["files"] == f"data/inbox/{source_id}/*"
        assert declared["publisher"]["name"] in organisations
        assert declared["publisher"]["kind"] in CODES["publisher_kind"]
        assert declared["kind"] in CODES["source_kind"]
        assert not set(declared["columns"]) & set(declared.get("ignore", []))
        scheme = {"is_minor": "yes_no"}
        for field, values in declared.get("values", {}).items():
            if field != "accompanies":
                assert set(values.values()) <= CODES[scheme.get(field, field)] | {"null"}
        for field, code in declared.get("defaults", {}).items():
            assert code in CODES[scheme.get(field, field)]


@pytest.mark.parametrize("name", ["facilities", "states", "offences"])
def test_an_alias_belongs_to_one_entry(name: str) -> None:
    rows = table(f"reference/{name}.csv")
    first = next(iter(rows[0]))
    spellings = [folded(s) for row in rows for s in [row[first], *listed(row["aliases"])]]
    assert [s for s, times in Counter(spellings).items() if times > 1] == []
    assert all(None not in row and None not in row.values() for row in rows)


def test_an_ambiguous_place_is_a_place_of_its_own() -> None:
    owner = {
        folded(alias): row["facility"]
        for row in table("reference/facilities.csv")
        for alias in listed(row["aliases"])
    }
    for alias in ("EL RODEO", "YARE", "DGCIM", "CENTRO PENITENCIARIO DE OCCIDENTE"):
        assert owner[alias].endswith("(sin precisar)")


def test_places_and_offences_use_known_states_and_words() -> None:
    states = {row["state"] for row in table("reference/states.csv")}
    assert len(states) == 24
    assert {row["state"] for row in table("reference/facilities.csv")} <= states | {""}
    assert {row["excluded"] for row in table("reference/offences.csv")} == {"yes", "no"}


def test_every_scheme_of_the_declared_columns_has_labels_in_both_languages() -> None:
    fields = yaml.safe_load((ROOT / "models" / "fields.yml").read_text(encoding="utf-8"))
    schemes = {field["values"] for field in fields.values() if "values" in field}
    assert schemes <= CODES.keys()
    labels = table("reference/labels.csv")
    assert all(row["es"] and row["en"] for row in labels)
    assert max(Counter((row["scheme"], row["code"]) for row in labels).values()) == 1
    assert not any("false" in row["en"] or "fals" in row["es"] for row in labels)
