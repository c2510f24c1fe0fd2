"""Contracts and queries agree before anything runs."""

import csv
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

import models
from models.contract import LAYERS

ROOT = Path(__file__).parents[2]
TABLES = models.tables()
QUERIES = [name for name, table in TABLES.items() if table.sql]
MODULES = [name for name, table in TABLES.items() if table.module]
FIELDS = {field.name: field for table in TABLES.values() for field in table.columns}


def label_codes() -> set[tuple[str, str]]:
    with (ROOT / "data/reference/labels.csv").open(encoding="utf-8", newline="") as file:
        return {(row["scheme"], row["code"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_compiles_and_yields_the_columns_of_its_contract(warehouse, name):
    table = TABLES[name]
    found = warehouse.execute(f"describe\n{table.sql}").fetchall()
    assert sorted(column[0] for column in found) == sorted(field.name for field in table.columns)
    warehouse.execute(f"explain insert into {name} by name\n{table.sql}")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_one_select_in_lower_case_without_templating(name):
    sql = TABLES[name].sql
    statements = duckdb.extract_statements(sql)
    assert [statement.type for statement in statements] == [duckdb.StatementType.SELECT]
    bare = re.sub(r"--.*|'[^']*'", "", sql)
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|WITH|AND|OR|CASE|UNION|GROUP)\b", bare)
    assert "{{" not in bare
    assert "{%" not in bare


@pytest.mark.parametrize("name", MODULES)
def test_a_table_made_in_python_declares_what_it_reads(name):
    text = (ROOT / (TABLES[name].module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    read = re.findall(rf"\b(?:from|join) ((?:{'|'.join(LAYERS)})\.[a-z_]+)", text)
    assert set(read) <= set(TABLES[name].needs)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_after_what_it_needs_and_needs_no_later_layer(name):
    order = list(TABLES)
    for needed in TABLES[name].needs:
        assert order.index(needed) < order.index(name)
        assert LAYERS.index(TABLES[needed].layer) <= LAYERS.index(TABLES[name].layer)


@pytest.mark.parametrize("name", TABLES)
def test_a_contract_is_whole(name):
    table = TABLES[name]
    columns = [field.name for field in table.columns]
    assert len(set(columns)) == len(columns)
    assert table.key
    assert set(table.required) <= set(columns)
    for meaning in (table.description, table.grain):
        assert meaning.keys() == {"es", "en"}
        assert all(meaning.values())
    made = bool(table.sql) + bool(table.module)
    assert made <= 1
    assert made or table.layer in {"raw", "meta"} or table.name == "change"


@pytest.mark.parametrize("name", FIELDS)
def test_a_column_says_what_it_means_in_both_languages(name):
    field = FIELDS[name]
    assert field.en.endswith(".")
    assert field.es.endswith(".")
    assert field.en != field.es
    if field.pattern:
        re.compile(field.pattern)


def test_every_scheme_of_codes_has_its_labels():
    known = {scheme for scheme, _ in label_codes()}
    assert {field.values for field in FIELDS.values() if field.values} <= known


def test_every_reason_has_its_label(warehouse):
    reasons = warehouse.execute("select unnest(default_precedence())").fetchall()
    expected = [*(row[0] for row in reasons), "IN_BOTH", "FROM", "TO"]
    assert {("reason", code) for code in expected} <= label_codes()
    assert len(reasons) == len(set(reasons)) == 23


def test_no_label_is_given_twice():
    with (ROOT / "data/reference/labels.csv").open(encoding="utf-8", newline="") as file:
        times = Counter((row["scheme"], row["code"]) for row in csv.DictReader(file))
    assert [code for code, given in times.items() if given > 1] == []


def test_no_query_or_module_lacks_a_contract():
    for layer in LAYERS:
        for path in (models.HOME / layer).glob("*"):
            if path.suffix in {".sql", ".py"} and path.stem != "__init__":
                assert f"{layer}.{path.stem}" in TABLES


def test_a_column_is_declared_once():
    declared = (models.HOME / "fields.yml").read_text(encoding="utf-8")
    names = Counter(re.findall(r"^([a-z_0-9]+):", declared, flags=re.MULTILINE))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_table_and_column_of_a_warehouse_carries_its_meaning(warehouse):
    bare = warehouse.execute(
        "select table_name from duckdb_tables() where comment is null union all"
        " select table_name || '.' || column_name from duckdb_columns()"
        " where not internal and comment is null"
    ).fetchall()
    assert bare == []


def test_a_row_with_a_column_that_the_contract_lacks_is_refused(warehouse):
    with pytest.raises(ValueError, match=r"raw\.state has no columns \['capital'\]"):
        models.fill(warehouse, TABLES["raw.state"], [{"state": "Lara", "capital": "x"}])


def test_a_failed_filling_leaves_the_rows_that_were_there(given, run, warehouse):
    given("raw.state", {"state": "Lara"})
    run("raw.state")
    with pytest.raises(duckdb.ConstraintException):
        models.fill(warehouse, TABLES["raw.state"], [{"state": None, "aliases": []}])
    assert warehouse.execute("select state from raw.state").fetchall() == [("Lara",)]
