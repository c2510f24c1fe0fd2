"""What a row said before it was published again is told as it was known then."""

from datetime import date, timedelta
from random import Random

import pytest

COLUMNS = {
    "row_id": "N",
    "full_name": "Nombre",
    "occurred_on": "Fecha",
    "detained_on": "Detención",
    "event": "Tipo",
    "measure": "Medida",
}
VALUES = {
    "event": {"Salida": "release", "Casa": "house_arrest", "Orden": "order"},
    "measure": {"Plena": "full_freedom", "Presentación": "reporting"},
}
DAYS = [date(2026, 1, 8) + timedelta(days=step) for step in range(0, 36, 5)]


def row(number, day, event="Salida", measure=None, detained=None):
    return {
        "N": str(number),
        "Nombre": f"Ana Soto {number}",
        "Fecha": day,
        "Tipo": event,
        "Medida": measure,
        "Detención": detained,
    }


@pytest.fixture
def answers(bench):
    """Publish files of one source, each its day and rows; what is told of every day, as known by one."""

    def told(files, known_on, files_are="batches"):
        bench.clear()
        bench.declare("a", COLUMNS, VALUES, files_are=files_are)
        bench.give_labels()
        for place, (published_on, rows) in enumerate(files):
            bench.publish("a", *rows, on=published_on, row_key=("N",), path=f"{place}.csv")
        records = bench.run("staging.record")
        bench.given(
            "linkage.person",
            *({"record_id": each["record_id"], "person_id": each["row_id"]} for each in records),
        )
        bench.run("marts.status")
        asked = (
            "select status, condition, possible from status_on(?, ?) where person_id in ('1', '2')"
        )
        return [
            bench.connection.execute(f"{asked} order by person_id", [day, known_on]).fetchall()
            for day in DAYS
        ]

    return told


FIRST = ("2026-02-09", [row(1, "2026-01-10", measure="Plena"), row(2, None)])


@pytest.mark.parametrize("files_are", ["batches", "editions"])
@pytest.mark.parametrize(
    "again",
    [
        row(1, "2026-01-10", measure="Presentación"),
        row(1, "2026-01-20", "Casa"),
        row(1, "2026-01-10", "Orden"),
        row(1, "2026-01-10", measure="Plena"),
        row(2, None, detained="2026-01-01"),
    ],
)
def test_a_row_published_again_never_changes_an_earlier_answer(answers, again, files_are):
    rows = [again] if files_are == "batches" else [again, row(3 - int(again["N"]), None)]
    second = ("2026-02-12", rows)
    before = answers([FIRST], "2026-02-11", files_are)
    assert answers([FIRST, second], "2026-02-11", files_are) == before
    assert any(before)


def test_what_was_corrected_holds_from_its_correction(answers):
    second = ("2026-02-12", [row(1, "2026-01-10", measure="Presentación")])
    told = {known: answers([FIRST, second], known)[-1][0] for known in ("2026-02-11", "2026-02-12")}
    assert told == {
        "2026-02-11": ("released", "full_freedom", ["released"]),
        "2026-02-12": ("released", "conditional", ["released"]),
    }


@pytest.mark.parametrize("seed", range(1))
def test_of_random_corrections_each_is_known_from_its_day(answers, seed):
    random = Random(seed)

    def version():
        day = random.choice([None, *(each.isoformat() for each in DAYS[:5])])
        event, measure = (
            random.choice([*VALUES["event"]]),
            random.choice([None, *VALUES["measure"]]),
        )
        return row(random.choice([1, 2]), day, event, measure, random.choice([None, "2026-01-02"]))

    files = [(f"2026-02-{place:02}", [version()]) for place in (8, 9, 10, 11)]
    for place, (known_on, _) in enumerate(files, 1):
        assert answers(files, known_on) == answers(files[:place], known_on)
