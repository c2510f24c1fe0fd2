"""A view: one open publication as an edition shows it, for every writer."""

import duckdb
import pytest

from pipelines.case import Case
from pipelines.edition import EditionError, viewed


def test_the_public_warehouse_answers_what_an_analyst_may_ask(canaries):
    with viewed(canaries, "public") as view:
        lines = view.warehouse.sql(
            "select line_no, amount, named from bridge_of('main')"
        ).fetchall()
        assert [line_no for line_no, *_ in lines] == list(range(1, len(lines) + 1))
        assert {named for *_, named in lines} == {None}
        assert view.warehouse.sql("from readings_of('main')").fetchall()
        with pytest.raises(duckdb.CatalogException):
            view.warehouse.sql("from only_on('main', 'to')")


def test_rows_and_columns_are_those_of_the_edition(canaries):
    with viewed(canaries, "public") as view:
        assert view.is_public
        assert view.rows("marts.person") == ((), []) and view.columns("marts.person") == ()
        columns, rows = view.rows("marts.bridge")
        assert columns == view.columns("marts.bridge") and rows
        assert view.counts["release"].table.lines() != []
    with viewed(canaries, "restricted") as view:
        assert not view.is_public
        assert view.rows("marts.person")[1]


def test_without_a_publication_it_says_what_to_do(tmp_path):
    case = Case(tmp_path)
    with pytest.raises(EditionError, match="cotejo run"), viewed(case, "public"):
        pass
    case.warehouse.parent.mkdir(parents=True)
    case.warehouse.write_text("no database")
    with pytest.raises(EditionError, match="make it anew"), viewed(case, "public"):
        pass
    case.warehouse.unlink()
    duckdb.connect(str(case.warehouse)).close()
    with pytest.raises(EditionError, match="published by another version"), viewed(case, "public"):
        pass
