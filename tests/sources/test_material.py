from datetime import date
from pathlib import Path

import pytest
import yaml

import models
from sources import SourceError, material, preview

RAW = {
    f"raw.{path.stem}": set(yaml.safe_load(path.read_text(encoding="utf-8"))["columns"])
    for path in (Path(models.__file__).parent / "raw").glob("*.yml")
    if not path.stem.startswith("previous_")  # of the last publication, not of the case
}
CLAIMS = "claim_id,organisation,side,said_on,qualifier,unit\nA,Nadie,ngo,2026-02-09,exact,person\n"


@pytest.fixture
def whole(case):
    """A case with a list, a claim and a judgement."""
    case.declare(
        columns="{N°: row_id, Nombre: full_name, Fecha: occurred_on, Delito: [offence, political],"
        " Medida: measure}",
        values="{measure: {Plena: full_freedom}, political: {Común: 'no', '*': null}}",
        split="{measure: ';'}",
        defaults="{event: release}",
        required="[full_name]",
        row_key="[N°]",
    )
    case.write(
        "data/inbox/list/2026-02-09_a.csv",
        "N°,Nombre,Fecha,Delito,Medida\n1,Ana Inventada,08/01/2026,Común,Plena\nx\n",
    )
    case.write("data/claims.csv", CLAIMS)
    return case


def test_every_raw_table_has_the_columns_of_its_contract(whole):
    tables = material(whole.root, whole.reference, whole.snapshots, date(2026, 2, 9))
    assert tables.keys() == RAW.keys()
    for name, rows in tables.items():
        assert all(row.keys() == RAW[name] for row in rows), name


def test_what_is_stated_for_the_appendix_stands_with_the_common_scope(whole):
    text = (whole.root / "sources/case.yml").read_text(encoding="utf-8")
    whole.write("sources/case.yml", text + "common_scope: {unit: person}\n")
    (plain,) = material(whole.root, whole.reference, whole.snapshots)["raw.common_scope"]
    assert (plain["assumption_es"], plain["estimate_claims"]) == (None, [])
    stated = "estimate: {assumption: {es: supuesto, en: assumption}, claims: [A]}\n"
    whole.write("sources/case.yml", text + "common_scope: {unit: person}\n" + stated)
    (scope,) = material(whole.root, whole.reference, whole.snapshots)["raw.common_scope"]
    assert scope.keys() == RAW["raw.common_scope"]
    assert (scope["assumption_en"], scope["estimate_claims"]) == ("assumption", ["A"])


def test_how_fields_and_values_are_declared(whole):
    tables = material(whole.root, whole.reference, whole.snapshots)
    fields = {row["field"]: row for row in tables["raw.source_field"] if row["source_id"] == "list"}
    assert fields["offence"]["heading"] == fields["political"]["heading"] == "Delito"
    assert (fields["event"]["heading"], fields["event"]["default_code"]) == (None, "release")
    assert [name for name, row in fields.items() if row["bound"]] == ["measure", "political"]
    assert [name for name, row in fields.items() if row["required"]] == ["full_name"]
    assert fields["measure"]["separator"] == ";"
    assert [tuple(row.values()) for row in tables["raw.value_code"]] == [
        ("list", "measure", "Plena", "full_freedom"),
        ("list", "political", "Común", "no"),
        ("list", "political", "*", None),
    ]
    assert [row["source_id"] for row in tables["raw.source"]] == ["claims", "list"]


def test_documents_rows_and_refusals(whole):
    tables = material(whole.root, whole.reference, whole.snapshots)
    claims, document = tables["raw.document"]
    assert (claims["path"], claims["rows"]) == ("data/claims.csv", 1)
    assert (document["rows"], document["rejected"], document["encoding"]) == (1, 1, "utf-8")
    assert document["published_on"] == date(2026, 2, 9)
    row = tables["raw.row"][1]
    assert (row["row_no"], row["locator"], row["occurrence"]) == (1, "row 2", 1)
    assert row["document_sha256"] == document["sha256"]
    assert row["cells"]["Delito"] == "Común"
    [rejected] = tables["raw.rejected"]
    assert (rejected["locator"], rejected["stops"]) == ("row 3", False)
    assert rejected["cells"] == {"N°": "x"}


def test_a_cut_leaves_later_documents_out(whole):
    tables = material(whole.root, whole.reference, whole.snapshots, date(2026, 2, 8))
    assert [row["source_id"] for row in tables["raw.document"]] == ["claims"]
    assert tables["raw.vintage"] == [{"as_of_day": date(2026, 2, 8)}]


def test_reading_twice_reads_the_same(whole):
    first = material(whole.root, whole.reference, whole.snapshots)
    assert material(whole.root, whole.reference, whole.snapshots) == first


def test_claims_may_leave_columns_out_but_not_those_that_make_a_claim(whole):
    whole.write("data/claims.csv", CLAIMS.replace("unit", "units"))
    with pytest.raises(SourceError) as refusal:
        material(whole.root, whole.reference, whole.snapshots)
    assert "data/claims.csv, row 1: missing headings ['unit']; beside them stand ['units']" in str(
        refusal.value
    )
    whole.write("data/claims.csv", "color," + CLAIMS.replace("\nA", "\nrojo,A"))
    with pytest.raises(SourceError, match=r"unknown headings \['color'\]"):
        material(whole.root, whole.reference, whole.snapshots)


def test_the_faults_of_all_lists_are_said_at_once(whole):
    whole.declare("second", files="data/inbox/second/*")
    whole.write("data/inbox/list/2026-02-09_a.csv", "x\n")
    with pytest.raises(SourceError) as refusal:
        material(whole.root, whole.reference, whole.snapshots)
    assert [line.split(":")[0] for line in str(refusal.value).splitlines()] == [
        "data/inbox/list/2026-02-09_a.csv",
        "sources/ngo/second.yml",
    ]


def test_a_preview_reads_one_file_and_writes_nothing(whole, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    file = whole.root / "data/inbox/list/2026-02-09_a.csv"
    tables = preview(whole.root, whole.reference, file, "list")
    assert tables.keys() == RAW.keys()
    assert [row["path"] for row in tables["raw.document"]] == ["data/inbox/list/2026-02-09_a.csv"]
    assert len(tables["raw.row"]) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_preview_of_nothing(whole):
    with pytest.raises(SourceError, match=r"no source is called 'lists'; name one of"):
        preview(whole.root, whole.reference, whole.root / "sources/case.yml", "lists")
    with pytest.raises(SourceError, match=r"b\.csv: is no file"):
        preview(whole.root, whole.reference, whole.root / "b.csv", "list")
