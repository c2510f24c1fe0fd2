"""Files that add up and files that replace one another."""

import pytest

COLUMNS = {"row_id": "N", "full_name": "Nombre", "state": "Estado"}


def person(number, name, state="Lara"):
    return {"N": number, "Nombre": name, "Estado": state}


@pytest.fixture
def held(run):
    """The rows that hold, by place: number, state, and when their first version was published."""

    def rows():
        found = sorted(run("staging.version"), key=lambda row: row["list_order"])
        return [
            (row["cells"]["N"], row["cells"]["Estado"], str(row["published_on"]), row["locator"])
            for row in found
        ]

    return rows


def test_batches_add_up_in_order_of_publication(declare, publish, held):
    declare("ngo", COLUMNS)
    publish("ngo", person("3", "Zoila"), on="2026-02-09")
    publish("ngo", person("1", "Ana"), person("2", "Berta"), on="2026-02-01")
    assert held() == [
        ("1", "Lara", "2026-02-01", "row 1"),
        ("2", "Lara", "2026-02-01", "row 2"),
        ("3", "Lara", "2026-02-09", "row 1"),
    ]


def test_of_editions_only_the_newest_counts(declare, publish, held):
    declare("ngo", COLUMNS, files_are="editions")
    publish("ngo", person("2", "Berta"), on="2026-02-09")
    publish("ngo", person("1", "Ana"), on="2026-02-01")
    assert held() == [("2", "Lara", "2026-02-09", "row 1")]


def test_a_file_without_a_date_of_publication_comes_last(declare, publish, held):
    declare("ngo", COLUMNS)
    publish("ngo", person("1", "Ana"), on=None, path="a.csv")
    publish("ngo", person("2", "Berta"), on="2026-02-09", path="z.csv")
    assert [row[0] for row in held()] == ["2", "1"]


def test_a_row_published_again_holds_in_its_newest_version_at_its_first_place(
    declare, publish, held
):
    declare("ngo", COLUMNS)
    publish("ngo", person("1", "Ana"), person("2", "Berta"), on="2026-02-01", row_key=("N",))
    publish(
        "ngo", person("9", "Zoila"), person("1", "Ana", "Zulia"), on="2026-02-09", row_key=("N",)
    )
    assert held() == [
        ("1", "Zulia", "2026-02-01", "row 2"),
        ("2", "Lara", "2026-02-01", "row 2"),
        ("9", "Lara", "2026-02-09", "row 1"),
    ]


def test_the_version_that_holds_says_when_it_was_published(declare, publish, run):
    declare("ngo", COLUMNS)
    publish("ngo", person("1", "Ana"), on="2026-02-01", row_key=("N",))
    publish("ngo", person("1", "Ana", "Zulia"), on="2026-02-09", row_key=("N",))
    [row] = run("staging.version")
    assert [str(row["published_on"]), str(row["last_published_on"])] == ["2026-02-01", "2026-02-09"]


def test_identical_rows_of_one_file_are_as_many_rows(declare, publish, held):
    declare("ngo", COLUMNS)
    publish("ngo", person("1", "Ana"), person("1", "Ana"), on="2026-02-01")
    assert len(held()) == 2


def test_identical_rows_published_again_stay_as_many_as_the_fuller_file_has(declare, publish, held):
    declare("ngo", COLUMNS)
    publish("ngo", person("1", "Ana"), person("1", "Ana"), on="2026-02-01")
    publish("ngo", *[person("1", "Ana")] * 3, on="2026-02-09")
    assert [row[2] for row in held()] == ["2026-02-01", "2026-02-01", "2026-02-09"]


def test_one_row_in_two_sources_is_two_records(declare, publish, run):
    for source in ("ngo", "press"):
        declare(source, COLUMNS)
        publish(source, person("1", "Ana"))
    assert {row["record_id"].split(":")[0] for row in run("staging.version")} == {"ngo", "press"}
    assert len({row["record_id"] for row in run("staging.version")}) == 2


def test_a_row_keeps_when_it_was_first_seen_whatever_replaces_its_file(
    declare, given, run, publish
):
    declare("ngo", COLUMNS, files_are="editions")
    publish("ngo", person("1", "Ana"), on="2026-02-09", row_key=("N",), path="b.csv")
    publish("ngo", person("1", "Ana"), on="2026-02-01", row_key=("N",), path="a.csv")
    [held] = run("staging.version")
    assert str(held["first_published_on"]) == "2026-02-01"
    publish(
        "ngo",
        person("1", "Ana"),
        on="2026-01-01",
        row_key=("N",),
        path="late.csv",
        seen="2026-03-02",
    )
    [held] = run("staging.version")
    assert (
        str(held["first_seen_at"]),
        str(held["published_on"]),
        str(held["first_published_on"]),
    ) == (
        "2026-03-01 00:00:00",
        "2026-02-09",
        "2026-02-01",
    )
