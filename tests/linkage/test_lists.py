"""The generator itself: its truth holds together and its lists are as spoilt as real ones."""

from collections import Counter
from itertools import combinations

import duckdb
import pytest

from tests.linkage import evaluate
from tests.linkage.lists import generate, generate_table
from tests.linkage.pools import dictionary, folded

SEED = 5


@pytest.fixture(scope="module")
def lists():
    return generate(SEED)


def share(lists, source, kind):
    noise = [noise for record, noise in lists.noise.items() if record.startswith(source)]
    return sum(kind in one for one in noise) / len(noise)


def stated(lists, source, column):
    rows = [row for row in lists.rows if row["source_id"] == source]
    return sum(row.get(column) is not None for row in rows) / len(rows)


def test_one_seed_makes_the_same_lists_and_another_others(lists):
    assert generate(SEED) == lists
    assert generate(SEED + 1).rows != lists.rows


def test_lists_are_as_long_as_asked_for_and_every_row_has_its_truth():
    lists = generate(SEED, {"official": 90, "ngo": 60, "press": 30})
    assert Counter(row["source_id"] for row in lists.rows) == {
        "official": 90, "ngo": 60, "press": 30,
    }  # fmt: skip
    records = [row["record_id"] for row in lists.rows]
    assert len(set(records)) == len(records)
    assert set(records) == set(lists.person) == set(lists.noise)


def test_true_pairs_are_of_one_person_and_doubles_of_two(lists):
    assert all(lists.person[left] == lists.person[right] for left, right in lists.true_pairs())
    assert all(lists.person[left] != lists.person[right] for left, right in lists.hard)
    assert all(left < right for left, right in [*lists.true_pairs(), *lists.hard])
    assert set(lists.hard.values()) == {"siblings", "parent_child", "twins", "homonyms"}


def test_a_tenth_of_persons_has_a_double(lists):
    doubles = {lists.person[record] for pair in lists.hard for record in pair}
    assert 0.06 <= len(doubles) / len(set(lists.person.values())) <= 0.14


def test_most_people_of_the_second_list_are_on_the_first(lists):
    official, ngo = (
        {person for record, person in lists.person.items() if record.startswith(source)}
        for source in ("official", "ngo")
    )
    assert 0.7 <= len(official & ngo) / len(ngo) <= 0.9
    assert 1000 * 0.94 <= len(official) <= 1000 * 0.985


@pytest.mark.parametrize(
    ("source", "kind", "low", "high"),
    [
        ("official", "capitals", 0.7, 0.85),
        ("official", "other_order", 0.1, 0.2),
        ("official", "family_dropped", 0.06, 0.13),
        ("ngo", "family_dropped", 0.32, 0.46),
        ("ngo", "given_dropped", 0.16, 0.3),
        ("ngo", "initial", 0.02, 0.1),
        ("ngo", "by_ear", 0.1, 0.22),
        ("official", "by_eye", 0.02, 0.08),
        ("ngo", "without_accents", 0.12, 0.3),
        ("ngo", "nickname", 0.01, 0.08),
        ("official", "id_misread", 0.003, 0.025),
        ("ngo", "day_off", 0.06, 0.16),
        ("ngo", "undated", 0.09, 0.21),
    ],
)
def test_noise_comes_in_the_shares_of_real_lists(lists, source, kind, low, high):
    assert low <= share(lists, source, kind) <= high


def test_numbers_are_on_one_list_mostly_and_on_the_other_hardly(lists):
    assert 0.74 <= stated(lists, "official", "national_id") <= 0.86
    assert 0.05 <= stated(lists, "ngo", "national_id") <= 0.17
    assert not any("national_id" in row for row in generate(SEED, ids="none").rows)


def test_common_names_lead_and_a_tenth_of_surnames_is_in_no_dictionary():
    names = [
        row["full_name"].split(",")[0].split()
        for row in generate(SEED, {"official": 3000}).rows
        if "," in row["full_name"]
    ]
    surnames = Counter(folded(part) for name in names for part in name)
    listed = {folded(part) for part in dictionary("family_per_10000")}
    unlisted = sum(count for part, count in surnames.items() if part not in listed)
    assert 0.08 <= unlisted / surnames.total() <= 0.25
    assert surnames.most_common(1)[0][1] / surnames.total() >= 0.015
    assert {"GONZALEZ", "RODRIGUEZ", "PEREZ"} <= {part for part, _ in surnames.most_common(40)}


def test_an_undated_row_runs_to_its_publication(lists):
    for row in lists.rows:
        assert (row["date_basis"] == "stated") == ("undated" not in lists.noise[row["record_id"]])
        if row["date_basis"] != "stated":
            assert row["occurred_to"] == row["published_on"]
            assert row["occurred_from"] == row.get("detained_from")


def test_many_come_out_on_one_day(lists):
    days = Counter(row["occurred_from"] for row in lists.rows if row["date_basis"] == "stated")
    assert days.most_common(1)[0][1] >= 0.08 * days.total()


def test_a_table_of_any_length_has_the_columns_of_records_and_the_person():
    table = generate_table(SEED, 4000)
    assert table.num_rows == 4000
    with duckdb.connect() as connection:
        connection.register("generated", table)
        alone, records = connection.execute(
            "select count(*) filter (having_one = 1), count(*) from"
            " (select count(*) over (partition by person) as having_one from generated)"
        ).fetchall()[0]
    assert 0.4 <= 1 - alone / records <= 0.6


def test_scores_against_a_truth_counted_by_hand():
    true, found = {("a", "b"), ("c", "d"), ("e", "f")}, {("a", "b"), ("a", "c")}
    score = evaluate.score(true, found)
    assert (score.precision, score.recall) == (1 / 2, 1 / 3)
    assert score.f1 == pytest.approx(0.4)
    assert evaluate.merged({("a", "c"): "twins", ("b", "d"): "twins"}, found) == {"twins": (1, 2)}
    persons = dict.fromkeys("abc", "P1") | {"d": "P2"}
    assert evaluate.linked_pairs(persons) == set(combinations("abc", 2))


def test_persons_on_several_lists_are_counted_over_joined_pairs():
    records = ["official:1", "official:2", "ngo:1", "press:1"]
    pairs = [("ngo:1", "official:1"), ("ngo:1", "press:1")]
    persons = evaluate.joined(records, pairs)
    assert len(set(persons.values())) == 2
    assert evaluate.on_several_lists(persons) == 1
    assert evaluate.on_several_lists(evaluate.joined(records, [])) == 0


def test_recall_is_told_by_kind_of_noise(lists):
    found = evaluate.recall_by_noise(lists, lists.true_pairs())
    assert all(right == total > 0 for right, total in found.values())
    assert {right for right, _ in evaluate.recall_by_noise(lists, set()).values()} == {0}
