import hashlib
from datetime import date, datetime

import pytest

from sources import SourceError, capture

MOMENT = datetime(2026, 3, 1, 12)
ROWS = "N°,Nombre,Fecha\n1,Ana Inventada,08/01/2026\n"


@pytest.fixture
def captured(case):
    def captured(as_of: date | None = None, moment: datetime = MOMENT, **keys: str):
        case.declare(**keys)
        return capture(case.root, case.source(), case.snapshots, as_of, moment)

    return captured


def test_a_file_is_kept_once_by_hash_and_read_only(case, captured):
    inbox = case.write("data/inbox/list/2026-02-09_corte.csv", ROWS)
    [first] = captured()
    assert first.sha256 == hashlib.sha256(ROWS.encode()).hexdigest()
    assert first.file == case.snapshots / first.sha256[:2] / f"{first.sha256}.csv"
    assert first.file.stat().st_mode & 0o777 == 0o400
    assert (first.path, first.bytes) == ("data/inbox/list/2026-02-09_corte.csv", len(ROWS.encode()))
    assert first.published_on == date(2026, 2, 9)
    written = first.file.stat().st_mtime_ns
    [again] = captured()
    assert again == first
    assert again.file.stat().st_mtime_ns == written
    assert inbox.exists()
    assert not list(case.snapshots.rglob(".*"))


def test_the_time_of_the_first_capture_stays(case, captured):
    case.write("data/inbox/list/a.csv", ROWS)
    [first] = captured()
    beside = first.file.with_suffix(".captured")
    beside.unlink()
    beside.write_text("2026-01-09T10:00:00\n")
    assert captured()[0].captured_at == datetime(2026, 1, 9, 10)


def test_what_one_run_sees_first_has_one_moment_and_keeps_it(case, captured):
    case.write("data/inbox/list/a.csv", ROWS)
    case.write("data/inbox/list/b.csv", ROWS + "2,Berta Inventada,08/01/2026\n")
    assert [one.first_seen_at for one in captured()] == [MOMENT, MOMENT]
    case.write("data/inbox/list/c.csv", ROWS + "3,Celia Inventada,08/01/2026\n")
    case.write("data/inbox/list/c.csv.meta.yml", "captured_at: 2026-01-02\n")
    later = datetime(2026, 3, 2)
    assert [one.first_seen_at for one in captured(moment=later)] == [MOMENT, MOMENT, later]


def test_a_changed_snapshot_is_refused(case, captured):
    case.write("data/inbox/list/a.csv", ROWS)
    [document] = captured()
    document.file.chmod(0o644)
    document.file.write_text("tampered")
    with pytest.raises(SourceError, match="is no longer what was captured; delete it"):
        captured()


def test_a_sidecar_says_when_and_where(case, captured):
    case.write("data/inbox/list/a.csv", ROWS)
    case.write(
        "data/inbox/list/a.csv.meta.yml",
        "url: https://example.org/a\npublished_at: 2026-02-09T22:00-04:00\n"
        "captured_at: 2026-02-10T08:00-04:00\ncaptured_by: archive\n",
    )
    [document] = captured()
    assert document.published_on == date(2026, 2, 9)
    assert document.captured_at == datetime(2026, 2, 10, 12)
    assert (document.url, document.captured_by) == ("https://example.org/a", "archive")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("published_at: febrero\n", "published_at: 'febrero' is no date; write 2026-02-09"),
        ("captured_at: hoy\n", "captured_at: 'hoy' is no time"),
        ("publicado: 2026-02-09\n", "unknown key publicado; write one of url, published_at"),
    ],
)
def test_what_a_sidecar_may_not_say(case, captured, text, said):
    case.write("data/inbox/list/a.csv", ROWS)
    case.write("data/inbox/list/a.csv.meta.yml", text)
    with pytest.raises(SourceError) as refusal:
        captured()
    assert said in str(refusal.value)
    assert "data/inbox/list/a.csv.meta.yml" in str(refusal.value)


def test_hidden_files_and_locks_are_no_lists(case, captured):
    case.write("data/inbox/list/a.csv", ROWS)
    case.write("data/inbox/list/.b.csv", "x")
    case.write("data/inbox/list/~$a.xlsx", "x")
    assert [document.path for document in captured()] == ["data/inbox/list/a.csv"]


def test_an_inbox_without_a_list(captured):
    with pytest.raises(SourceError, match=r"no file matches data/inbox/list/.*awaited: true"):
        captured()
    assert captured(awaited="true") == []


def test_an_empty_file(case, captured):
    case.write("data/inbox/list/a.csv", "")
    with pytest.raises(SourceError, match=r"data/inbox/list/a\.csv: is empty"):
        captured()


def test_a_file_too_large(case, captured, monkeypatch):
    monkeypatch.setattr("sources.document.MOST_BYTES", 10)
    case.write("data/inbox/list/a.csv", ROWS)
    with pytest.raises(SourceError, match="bytes, more than 10; divide it"):
        captured()


def test_a_day_that_is_none(case, captured):
    case.write("data/inbox/list/2026-02-30_a.csv", ROWS)
    with pytest.raises(SourceError, match="2026-02-30 is no day; rename the file"):
        captured()


def test_documents_come_by_date_and_those_after_the_cut_are_left_out(case, captured):
    for name in ("b.csv", "2026-02-09_z.csv", "2026-01-10_a.csv"):
        case.write(f"data/inbox/list/{name}", ROWS + name)
    case.write("data/inbox/list/b.csv.meta.yml", "captured_at: 2026-02-01\n")

    def names(as_of):
        return [document.path.rsplit("/")[-1] for document in captured(as_of)]

    assert names(None) == ["2026-01-10_a.csv", "2026-02-09_z.csv", "b.csv"]
    assert names(date(2026, 2, 9)) == ["2026-01-10_a.csv", "2026-02-09_z.csv", "b.csv"]
    assert names(date(2026, 2, 8)) == ["2026-01-10_a.csv", "b.csv"]
    assert names(date(2026, 1, 10)) == ["2026-01-10_a.csv"]
    assert names(date(2026, 1, 9)) == []


def test_claims_are_cut_by_the_day_on_which_each_was_said(case):
    case.write("data/claims.csv", "claim_id\nA\n")
    assert capture(case.root, case.source("claims"), case.snapshots, date(2020, 1, 1), MOMENT)


def test_the_same_bytes_are_one_document(case, captured):
    for name in ("2026-01-10_a.csv", "2026-02-09_b.csv"):
        case.write(f"data/inbox/list/{name}", ROWS)
    assert [one.published_on for one in captured(files_are="batches")] == [date(2026, 1, 10)]
    assert [one.published_on for one in captured(files_are="editions")] == [date(2026, 2, 9)]


@pytest.mark.parametrize(
    "names", [("2026-02-09_a.csv", "2026-02-09_b.csv"), ("2026-02-09.csv", "b.csv")]
)
def test_editions_that_no_date_tells_apart(case, captured, names):
    for name in names:
        case.write(f"data/inbox/list/{name}", ROWS + name)
    with pytest.raises(SourceError, match="which edition is the newer one"):
        captured(files_are="editions")
    assert len(captured(files_are="batches")) == 2
