"""Nobody whom the public edition may not show stands in anything that it gives."""

import duckdb
import pytest

from pipelines.case import Case
from pipelines.edition import FILE, EditionError, History, HistoryError, edition, read_history
from pipelines.edition.declared import public_tables
from tests.pipelines import canaries as birds
from tests.pipelines.canaries import leaks, secrets


@pytest.fixture
def connection(canaries):
    with duckdb.connect(str(canaries.warehouse), read_only=True) as opened:
        yield opened


@pytest.fixture
def public(canaries):
    return edition("public", canaries)


def told(shown, connection):
    return "\n".join(
        repr((table, *shown.rows(connection, table))) for table in sorted(public_tables())
    )


def test_no_value_and_no_column_gives_anybody_away(canaries, public, connection):
    assert leaks(told(public, connection), secrets(canaries)) == []


def test_the_restricted_edition_holds_them_all(canaries, connection):
    found = leaks(told(edition("restricted", canaries), connection), secrets(canaries))
    assert sorted(set(secrets(canaries)) - set(found)) == []


def test_a_query_meets_nothing_but_what_may_be_shown(canaries, public, connection):
    with public.warehouse(connection) as shown:
        tables = shown.execute(
            "select schema_name || '.' || table_name from duckdb_tables() order by all"
        ).fetchall()
        rows = [shown.table(table).fetchall() for (table,) in tables]
        assert ("marts.bridge",) in tables
        assert ("marts.person",) not in tables
        assert leaks(repr((tables, rows)), secrets(canaries)) == []
        for query in ("select note from marts.appearance", "from marts.link"):
            with pytest.raises(duckdb.Error) as refused:
                shown.execute(query)
            assert leaks(str(refused.value), secrets(canaries)) == []


def test_no_table_of_counts_names_a_place_that_is_not_known(canaries, public, connection, tmp_path):
    tables = public.breakdowns(connection)
    History().added(tables).write(Case(tmp_path))
    assert leaks(repr(tables), secrets(canaries)) == []
    assert leaks((tmp_path / FILE).read_bytes(), secrets(canaries)) == []
    assert any(name.startswith("change/") for name in tables)


def test_messages_name_nobody(canaries, public, connection, tmp_path):
    with pytest.raises(EditionError) as unknown:
        public.rows(connection, "raw.row")
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(f'{{"release": ["{birds.MINOR}"]}}', encoding="utf-8")
    with pytest.raises(HistoryError) as broken:
        read_history(Case(tmp_path))
    for fault in (unknown, broken):
        assert leaks(str(fault.value), secrets(canaries)) == []


def test_the_one_person_whom_all_speaks_for_is_named(public, connection):
    columns, rows = public.rows(connection, "marts.appearance")
    assert columns == ("source_id", "full_name", "occurred_from", "occurred_to")
    assert [row[1] for row in rows] == [birds.NAMED]
    assert [day.isoformat() for day in rows[0][2:]] == ["2026-01-01", "2026-01-31"]


@pytest.mark.parametrize(
    "text",
    [
        birds.MINOR.upper(),
        "QUINTANABRIA, XIOMARELYS",
        "Xio&#109;arelys",
        "N\u0303an\u0303ezco",
        '{"nombre": "\\u00d1a\\u00f1ezco"}',
        "?q=%C3%91a%C3%B1ezco",
        "Quin\u00adta\u200bna-bria".encode(),
    ],
)
def test_a_leak_is_found_however_it_is_written(text):
    assert leaks(text, birds.PEOPLE) == [birds.MINOR]


@pytest.mark.parametrize("text", ["27491836", "V27.491.836", "v-27 491 836"])
def test_a_number_is_found_however_it_is_written(text):
    assert leaks(text, birds.NUMBERS) == ["V-27.491.836"]


def test_what_says_nothing_is_no_leak():
    assert leaks("María Pérez, 27.491.835, P000000000000", [*birds.PEOPLE, *birds.NUMBERS]) == []
