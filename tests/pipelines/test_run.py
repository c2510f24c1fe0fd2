"""A run from files to publication: whole or not at all, and nothing but the tables holds a name."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
from conftest import SECRETS
from filelock import FileLock

import models
import pipelines.warehouse
import sources
from pipelines.run import run
from pipelines.summary import document

ALWAYS_DIFFERENT = ("meta.run", "marts.change", "marts.person_change", "meta.check")


def tables_of(path: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(str(path), read_only=True) as published:
        return {
            name: published.execute(f"select * from {name} order by all").fetchall()
            for name, table in models.tables().items()
            if table.published and name not in ALWAYS_DIFFERENT
        }


def found(case, query):
    with duckdb.connect(str(case.warehouse), read_only=True) as published:
        return published.execute(query).fetchall()


def copied(case, folder):
    """A copy of a case that has been run."""
    return type(case)(shutil.copytree(case.root, folder / "case"))


def test_the_bridge_of_two_lists_closes(ran):
    (comparison,) = document(ran.warehouse)["comparisons"]
    lines = [(line["side"], line["reason"], line["amount"], line["running_total"])
             for line in comparison["bridge"]]  # fmt: skip
    assert lines == [
        ("from", "FROM", 3, 3),
        ("from", "UNITEMISED", -1, 2),
        ("from", "NOT_ON_LIST", -1, 1),
        ("to", "DUPLICATE", 1, 2),
        ("to", "TRANSFER", 1, 3),
        ("to", "NOT_ON_LIST", 1, 4),
        ("to", "UNITEMISED", 2, 6),
        ("to", "TO", 0, 6),
    ]


def test_a_person_reads_the_summary_and_only_the_tables_hold_names(small, home, cotejo, caplog):
    caplog.set_level(0)
    code, out, err = cotejo("run", "--no-exports", "--case", small.root)
    assert code == 0, err
    assert "Dos recuentos · Two counts [main]" in out
    assert re.search(r"traslado, no excarcelación +TRANSFER +\+1 +3 .* GOV1", out)
    assert "no quiere decir que no ocurriera" in out
    assert re.search(r"en ninguna lista .*: few_on_two_lists, no_assumption, .*too_few_lists", out)
    assert "publicado · published" in err
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    checks = repr(found(small, "select * from meta.check"))
    for secret in SECRETS:
        assert secret.encode() not in kept
        assert secret not in out + err + caplog.text + checks


def test_the_publication_is_read_only_commented_and_has_macros(ran):
    assert ran.warehouse.stat().st_mode & 0o777 == 0o400
    assert not ran.warehouse.with_name("warehouse.duckdb.wal").exists()
    schemas = {row[0] for row in found(ran, "select distinct schema_name from duckdb_tables()")}
    assert schemas == {"marts", "meta"}
    bare = found(
        ran,
        "select table_name, null from duckdb_tables() where comment is null union all"
        " select table_name, column_name from duckdb_columns() where not internal and comment is null",
    )
    assert bare == []
    assert found(ran, "select name_key from (select folded('Yaré  III.') as name_key)") == [
        ("YARE III",)
    ]
    assert len(found(ran, "from only_on('main', 'from')")) == 1
    ((person, records),) = found(
        ran, "select person_id, records from marts.person order by records desc limit 1"
    )
    assert len(found(ran, f"from rows_of('{person}')")) == records == 3
    assert found(ran, "select reason from bridge_of('main') limit 1") == [("FROM",)]


def test_another_run_holds_the_case(small, cotejo):
    small.lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(small.lock):
        code, out, err = cotejo("run", "--no-exports", "--case", small.root)
    assert (code, out) == (5, "")
    assert "otra corrida tiene · another run holds" in err


def test_running_again_changes_nothing_and_disturbs_no_reader(ran, tmp_path):
    small = copied(ran, tmp_path)
    first = tables_of(small.warehouse)
    with duckdb.connect(str(small.warehouse), read_only=True) as reader:
        before = reader.execute("select run_id from meta.run").fetchall()
        worker = threading.Thread(target=run, args=(small,))
        worker.start()
        while worker.is_alive():
            assert reader.execute("select run_id from meta.run").fetchall() == before
            worker.join(0.05)
    assert found(small, "select run_id from meta.run") != before
    assert tables_of(small.warehouse) == first
    assert found(small, "select count(*) from marts.change") == [(0,)]


def test_a_folder_away_is_tried_again_and_a_full_disk_leaves_the_last_publication(
    ran, tmp_path, monkeypatch
):
    small = copied(ran, tmp_path)
    kept = small.warehouse.read_bytes()
    read, tried = sources.read_tables, []

    def away_at_first(*arguments: object) -> object:
        tried.append(1)
        if len(tried) == 1:
            raise OSError(116, "Stale file handle")
        return read(*arguments)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sources, "read_tables", away_at_first)
    monkeypatch.setattr(pipelines.warehouse, "_in_place", full)
    outcome = run(small, exports=False)
    assert len(tried) == 2
    assert (outcome.code, outcome.messages) == (
        1,
        ["cotejo: [Errno 28] No space left on device; vuelva a intentarlo · try again"],
    )
    assert small.warehouse.read_bytes() == kept


def test_a_run_killed_midway_leaves_a_whole_publication(ran, tmp_path):
    small = copied(ran, tmp_path)
    kept = tables_of(small.warehouse)
    command = [sys.executable, "-c", "from pipelines.cli import main; main()"]
    with subprocess.Popen(
        [*command, "run", "--no-exports", "--case", str(small.root)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=os.environ,
    ) as killed:
        for line in killed.stderr or ():
            if "tally: " in line:
                killed.send_signal(signal.SIGKILL)
                break
    assert killed.returncode == -signal.SIGKILL
    assert tables_of(small.warehouse) == kept
    assert run(small, exports=False).code == 0
    assert tables_of(small.warehouse) == kept


def test_before_a_claim_was_said_its_comparison_is_left_out_with_a_warning(small, cotejo):
    small.write("data/claims.csv", (small.root / "data/claims.csv").read_text().replace(
        "ngo,2026-02-09,2026-02-09", "ngo,2026-02-11,2026-02-09"))  # fmt: skip
    code, out, err = cotejo("run", "--no-exports", "--case", small.root, "--as-of", "2026-02-10")
    assert code == 4
    assert "one of the figures had not yet been said" in out
    assert "both_figures_had_been_said (1)" in err
