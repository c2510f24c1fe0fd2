"""A judged row is found again once its publisher has corrected it, and never taken for another row."""

from pathlib import Path

import pytest

import models

REMEMBERED = Path("pipelines/review/remembered.sql")
COLUMNS = {
    "row_id": "N",
    "full_name": "Nombre",
    "national_id": "CI",
    "occurred_on": "Fecha",
    "state": "Estado",
}
OTHER_LIST = {"Nombre": "Maigualida Chirinos Yaguaracuto"}
ANA = {"Nombre": "Yusmary Uzcátegui Yépez", "Fecha": "2026-01-08", "Estado": "Zulia"}
NUMBERED = ANA | {"CI": "V14673951"}
LUIS = {"Nombre": "Eudomar Belandria Quiaro", "Fecha": "2026-01-09", "Estado": "Lara"}


class Editions:
    """A list in editions beside another list, and a judgement of a row of each."""

    def __init__(self, bench):
        self.bench = bench
        self.told = []

    def publish(self, *rows, on="2026-02-01", path="list.csv"):
        self.bench.clear()
        self.bench.declare("gov", COLUMNS, files_are="editions")
        self.bench.declare("ngo", COLUMNS)
        document = self.bench.publish("gov", *rows, on=on, path=path)
        self.bench.publish("ngo", OTHER_LIST, on="2026-02-01")
        self.bench.given("raw.judgement", *self.told)
        self.bench.given("staging.known_name", {"part": "MARIO", "given_per_10000": 9, "family_per_10000": 0},
                         {"part": "MARIA", "given_per_10000": 9, "family_per_10000": 0})  # fmt: skip
        return [row["record_id"] for row in self.records() if row["document_sha256"] == document]

    def records(self):
        return sorted(self.bench.run("staging.record"), key=lambda row: row["list_order"])

    def judge(self, place=0, judgement="same", remember=True):
        """Judge the row at a place of the list with the row of the other list."""
        records = self.records()
        left = [row["record_id"] for row in records if row["source_id"] == "gov"][place]
        right = next(row["record_id"] for row in records if row["source_id"] == "ngo")
        connection = self.bench.connection
        tables = models.tables()
        shared = {field.name for field in tables["marts.appearance"].columns}
        models.fill(
            connection,
            tables["marts.appearance"],
            [
                {name: value for name, value in row.items() if name in shared} | {"person_id": "P"}
                for row in records
            ],
        )
        models.build(connection, tables["meta.document"])
        self.bench.touched |= {"marts.appearance", "meta.document"}
        rows = dict(connection.execute(REMEMBERED.read_text(), [[left, right]]).fetchall())
        self.told.append(
            {
                "position": len(self.told) + 1,
                "locator": f"row {len(self.told) + 2}",
                "left_record_id": left,
                "right_record_id": right,
                "judgement": judgement,
                "judged_by": "revisora",
                "judged_on": "2026-02-02",
                "left_row": rows[left] if remember else None,
                "right_row": rows[right] if remember else None,
            }
        )
        return left

    def found(self, *rows, **how):
        """Publish another edition: the row of it that the judgement holds of, by place, and how found."""
        present = self.publish(*rows, **{"on": "2026-02-09"} | how)
        told = self.bench.run("linkage.judgement")[0]
        if told["standing"] != "holds":
            assert told["standing"] == "not_found"
            return None
        return present.index(told["left_record_id"]), told["left_found_by"]


@pytest.fixture
def editions(bench):
    return Editions(bench)


def test_a_run_again_and_the_same_file_under_another_name_change_nothing(editions):
    editions.publish(ANA, LUIS)
    editions.judge()
    assert editions.found(ANA, LUIS, on="2026-02-01") == (0, "record_id")
    assert editions.found(LUIS, ANA, path="otra.csv") == (1, "record_id")


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        (ANA, {"Nombre": "Yusmari Uzcátegui Yépez"}, "name"),
        (ANA, {"Nombre": "Uzcátegui Yepes, Yusmary"}, "name"),
        (ANA, {"Nombre": "Yusmary del Carmen Uzcátegui Yépez"}, None),
        (ANA, {"Nombre": "Yusmary Carmen Uzcátegui Yépez"}, "name"),
        (ANA, {"Nombre": "Yusleidy Uzcátegui Yépez"}, None),
        (ANA | {"Nombre": "Yusmary Uzcátegui"}, {"Nombre": "Yusmary Uzcátegui Yépez"}, None),
        (ANA, {"Fecha": "2026-01-18"}, "fact"),
        (ANA, {"Fecha": "2026-01-18", "Estado": "Lara"}, None),
        (ANA, {"Fecha": "2026-01-18", "Nombre": "Yusmari Uzcátegui Yépez"}, None),
        (ANA, {"CI": "V14673951"}, "fact"),
        (NUMBERED, {"Nombre": "Yusmari Uzcátegui Yépez"}, "number"),
        (NUMBERED, {"Nombre": "Yusmari Uzcátegui", "Fecha": "2026-01-18"}, None),
        (NUMBERED, {"Nombre": "Yusmary Uzcátegui", "Fecha": "2026-01-18"}, "number"),
        (NUMBERED, {"CI": "V14673915"}, "fact"),
        (NUMBERED, {"CI": "V20987345"}, None),
        (NUMBERED, {"CI": "V20987345", "Nombre": "Yusmari Uzcátegui Yépez"}, None),
        (ANA | {"N": "7"}, {"N": "9"}, "unchanged"),
        (ANA | {"N": "7"}, {"Nombre": "Yusmary Uzcátegui", "Fecha": "2026-01-18"}, "row_id"),
        (ANA | {"N": "7"}, {"Nombre": "Maikel Soto Malavé"}, None),
        (NUMBERED | {"N": "7"}, {"CI": "V20987345"}, "row_id"),
        (NUMBERED | {"N": "7"}, {"CI": "V20987345", "Nombre": "Yusmari Uzcátegui Yépez"}, None),
        ({"Nombre": "Mario Uzcátegui Yépez"}, {"Nombre": "María Uzcátegui Yépez"}, None),
        ({"Nombre": "Luis Pérez"}, {"Fecha": "2026-01-18"}, None),
        ({"Nombre": "Luis Pérez", "Estado": "Lara"}, {"Fecha": "2026-01-18"}, "fact"),
    ],
)
def test_a_corrected_row_is_found_by_what_stayed(editions, before, after, by):
    editions.publish(before, LUIS)
    editions.judge()
    assert editions.found(LUIS, before | after) == (by and (1, by))
    assert editions.found(before | after, LUIS, on="2026-02-10") == (by and (0, by))


def test_a_row_that_is_gone_leaves_its_judgement_unapplied_and_is_found_if_it_comes_back(editions):
    editions.publish(ANA, LUIS)
    editions.judge()
    assert editions.found(LUIS) is None
    assert editions.found(LUIS, ANA) == (1, "record_id")


@pytest.mark.parametrize(
    "namesake",
    [
        ANA | {"Fecha": "2026-01-18"},
        ANA | {"Nombre": "Yusmari Uzcátegui Yépez"},
        ANA | {"Nombre": "Yusmary Uzcátegui Yepes", "CI": "V14673951"},
    ],
)
def test_a_namesake_that_stood_beside_a_row_is_not_that_row(editions, namesake):
    editions.publish(ANA, namesake)
    editions.judge()
    assert editions.found(namesake) is None
    assert editions.found(namesake | {"N": "1"}) is None


def test_a_new_row_that_may_be_the_namesake_corrected_is_nobody(editions):
    editions.publish(ANA, ANA | {"Nombre": "Yusmari Uzcátegui Yépez"})
    editions.judge()
    assert editions.found(ANA | {"Nombre": "Yusmarí Uzcátegui Yepes"}) is None


def test_among_namesakes_the_number_tells(editions):
    editions.publish(NUMBERED, ANA | {"Nombre": "Yusmari Uzcátegui Yépez"})
    editions.judge()
    corrected = NUMBERED | {"Nombre": "Yusmary Uzcátegui Yepes", "Fecha": "2026-01-18"}
    assert editions.found(corrected, LUIS) == (0, "number")


def test_a_row_that_took_the_running_number_of_another_is_not_that_row(editions):
    editions.publish(ANA | {"N": "1"}, LUIS | {"N": "2"}, ANA | {"N": "3", "Fecha": "2026-01-09"})
    editions.judge()
    assert editions.found(LUIS | {"N": "2"}, ANA | {"N": "1", "Fecha": "2026-01-09"}) is None


def test_a_number_that_stands_on_two_rows_tells_nothing(editions):
    editions.publish(ANA | {"N": "7"}, LUIS)
    editions.judge()
    corrected = ANA | {"N": "7", "Nombre": "Yusmary Uzcátegui", "Fecha": "2026-01-18"}
    assert editions.found(corrected, LUIS | {"N": "7"}) is None


def test_a_list_numbered_anew_keeps_its_judgements(editions):
    sister = ANA | {"Nombre": "Yusmari Uzcátegui Yepes"}
    editions.publish(ANA | {"N": "1"}, sister | {"N": "2"})
    editions.judge()
    corrected = ANA | {"N": "4", "Nombre": "Yusmary Uzcátegui Yeppez"}
    assert editions.found(LUIS | {"N": "1"}, sister | {"N": "3"}, corrected) == (2, "name")


def test_a_row_numbered_anew_is_not_a_similar_one_that_came_beside_it(editions):
    editions.publish(ANA | {"N": "1"}, LUIS | {"N": "2"})
    editions.judge()
    similar = ANA | {"N": "2", "Nombre": "Yusmari Uzcátegui Yépez"}
    assert editions.found(similar, ANA | {"N": "3"}) == (1, "unchanged")


def test_between_two_rows_nothing_is_guessed(editions):
    editions.publish(ANA, LUIS)
    editions.judge()
    one, other = (
        {"Nombre": name} for name in ("Yusmari Uzcátegui Yépez", "Yusmary Uzcátegui Yepes")
    )
    assert editions.found(ANA | one, ANA | other) is None
    assert editions.found(ANA | one, LUIS) == (0, "name")


def test_an_older_edition_holds_no_correction(editions):
    editions.publish(ANA, LUIS, on="2026-02-05")
    editions.judge()
    assert editions.found(ANA | {"Nombre": "Yusmari Uzcátegui Yépez"}, on="2026-02-01") is None


def test_without_memory_only_the_row_itself_is_found(editions):
    editions.publish(ANA, LUIS)
    editions.judge(remember=False)
    assert editions.found(ANA) == (0, "record_id")
    assert editions.found(ANA | {"Nombre": "Yusmari Uzcátegui Yépez"}) is None


def test_two_rows_judged_apart_do_not_become_one(editions):
    twice = NUMBERED | {"Nombre": "Yusmary Uzcátegui Yepes"}
    editions.publish(NUMBERED, twice)
    editions.judge(0, "same")
    editions.judge(1, "different")
    editions.publish(NUMBERED | {"Nombre": "Yusmary Uzcátegui"}, on="2026-02-09")
    assert {row["standing"] for row in editions.bench.run("linkage.judgement")} == {"not_found"}


def test_the_last_judgement_of_a_row_holds_through_its_corrections(editions):
    editions.publish(ANA, LUIS)
    editions.judge(judgement="same")
    editions.publish(ANA | {"Nombre": "Yusmari Uzcátegui Yépez"}, LUIS, on="2026-02-09")
    editions.judge(judgement="different")
    editions.publish(ANA | {"Nombre": "Yusmari Uzcátegui Yepez"}, LUIS, on="2026-02-10")
    told = {row["judgement"]: row["standing"] for row in editions.bench.run("linkage.judgement")}
    assert told == {"same": "replaced", "different": "holds"}


def test_what_is_kept_of_a_row_is_little(editions):
    editions.publish(NUMBERED | {"N": "7"}, LUIS)
    editions.judge()
    told = editions.told[0]["left_row"]
    assert told.keys() == {"row_id", "name", "number", "published_on", "facts", "place"}
    assert told["name"] == "YUSMARY UZCATEGUI YEPEZ"
    assert "Zulia" not in str(told)
