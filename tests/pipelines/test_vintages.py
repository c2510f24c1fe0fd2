"""What was known on a day stays what it was, and what a publication holds can be verified."""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from conftest import CLAIMS, GOV, HEADINGS, LIST_YML, NGO, made_in

import models
from pipelines import content, manifest
from pipelines.case import ROOT
from pipelines.doctor import diagnose
from pipelines.export import DATA, export
from pipelines.run import run
from pipelines.warehouse import Warehouse
from tests.linkage.lists import generate

CUT = date(2026, 2, 9)
# They tell of the run, and of how it differs from the one before.
OF_THE_RUN = {"meta.run", "meta.check", "marts.change", "marts.person_change"}


def rows_as_they_lie(path: Path) -> dict[str, list[tuple]]:
    """Every published table but those of the run, row by row; of meta.output what it says of these."""
    with duckdb.connect(str(path), read_only=True) as published:
        found = {
            name: published.execute(f"from {name}").fetchall()
            for name, table in models.tables().items()
            if table.published and name not in OF_THE_RUN
        }
    found["meta.output"] = [row for row in found["meta.output"] if row[0] not in OF_THE_RUN]
    return found


def found(case, query):
    with duckdb.connect(str(case.warehouse), read_only=True) as published:
        return published.execute(query).fetchall()


def copied(case, folder, **told):
    return type(case)(shutil.copytree(case.root, folder / "case"), **told)


# As known on a day ------------------------------------------------------------------------------


def test_what_was_known_on_a_day_stays_whatever_is_published_and_added_later(ran, tmp_path):
    case = copied(ran, tmp_path, as_of=CUT)
    current = case.root / "data/published/warehouse.duckdb"
    kept = current.read_bytes()
    assert run(case, exports=False).code == 0
    assert case.warehouse == case.root / "data/published/as_of/2026-02-09/warehouse.duckdb"
    then = rows_as_they_lie(case.warehouse)
    assert then == rows_as_they_lie(current)
    # Another list, a later batch that repeats and corrects rows, a claim and a line that is none.
    case.write("sources/press/zeta.yml", LIST_YML.format(name="aaa", kind="press"))
    later = NGO.replace("1;Yolimar", "1;Ana Yolimar")
    case.write("data/inbox/aaa/2026-02-10_aaa.csv", later)
    case.write("data/inbox/ngo/2026-02-11_ngo.csv", later)
    case.write("data/inbox/gov/2026-02-10_gov.csv", GOV.replace("20/01/2026", "21/01/2026"))
    said = "GOV2,Ministerio inventado,government,2026-02-10,2026-02-10,7,exact,row,gross,,,gov\n"
    case.write("data/claims.csv", CLAIMS + said + "a,line,that,is,none\n")
    assert run(case, exports=False).code == 4  # a line of claims was refused
    assert rows_as_they_lie(case.warehouse) == then
    assert found(case, "from marts.change") == found(case, "from marts.person_change") == []
    # Only what is older than the day and came late is new knowledge of it.
    case.write("data/inbox/ngo/2026-02-01_ngo.csv", HEADINGS +
               "9;Zoraida Perdomo Araque;V-18017395;11/01/2026;Salida;Lara\n")  # fmt: skip
    assert run(case, exports=False).code == 4
    told = found(case, "select claim_id, kind, direction, cause from marts.change")
    assert told == [("NGO1", "added", 1, "late_report")]
    assert current.read_bytes() == kept


# Withdrawn for safety ---------------------------------------------------------------------------

WITHDRAWALS = "record_id,source_id,row_id,withdrawn_on,withdrawn_by,reason,note\n"
WITHDRAWN = ("elandria", "ELANDRIA", "15784062", "15.784.062", "hirinos", "HIRINOS", "16895173")


def test_a_withdrawn_row_is_nowhere_but_in_the_snapshot_and_the_totals_still_close(
    ran, tmp_path, cotejo
):
    case = copied(ran, tmp_path)
    rows = found(case, "select row_id, record_id from marts.appearance where source_id = 'ngo'")
    ngo = dict(rows)
    ((other,),) = found(case, "select record_id from marts.appearance where row_id = '4'")
    ((gov,),) = found(
        case, "select record_id from marts.appearance where source_id = 'gov' and row_id = '3'"
    )
    case.write(
        "data/hand/withdrawals.csv",
        f"{WITHDRAWALS}{ngo['2']},,,2026-02-10,equipo,danger,la familia Belandria\n"
        ",gov,3,2026-02-11,equipo,asked,\n"
        ",gov,77,2026-02-11,equipo,asked,\n",
    )
    case.write(
        "data/hand/judgements.csv",
        "left_record_id,right_record_id,judgement,judged_by,judged_on,judged_why\n"
        f"{ngo['2']},{other},different,equipo,2026-02-10,Belandria no es él\n"
        f"{gov},{other},different,equipo,2026-02-10,Chirinos no es él\n",
    )
    # The same row under another running number, and a refused one.
    case.write(
        "data/inbox/ngo/2026-02-11_ngo.csv",
        HEADINGS + NGO.splitlines()[2].replace("2;", "8;", 1) + "\n9;Perdomo\n",
    )
    outcome = run(case)
    assert outcome.code == 4
    assert [line for line in outcome.messages if "every_withdrawal_finds_its_row (1)" in line]
    assert cotejo("review", "--case", case.root, "--out", tmp_path / "review.xlsx")[0] == 0
    unzipped = tmp_path / "unzipped"
    for number, book in enumerate((tmp_path / "review.xlsx", *case.exports.glob("*.xlsx"))):
        shutil.unpack_archive(book, unzipped / str(number), "zip")
    with duckdb.connect(str(case.warehouse), read_only=True) as published:
        published.execute(f"export database '{tmp_path / 'dumped'}'")
    for folder in (unzipped, tmp_path / "dumped", case.exports, case.out):
        for path in (
            each for each in folder.rglob("*") if each.is_file() and ".build" not in each.parts
        ):
            held = path.read_bytes().decode("utf-8", "replace")
            assert [word for word in (*WITHDRAWN, ngo["2"], gov) if word in held] == [], path
    kept = [path.read_text() for path in case.snapshots.rglob("*.csv")]
    assert any("Belandria" in text for text in kept)
    assert found(case, "from meta.withdrawal order by all") == [
        ("gov", date(2026, 2, 11), "asked", 1),
        ("ngo", date(2026, 2, 10), "danger", 2),
    ]
    assert found(case, "from marts.change order by all") == [
        ("GOV1", "gov:withdrawn-3", "withdrawn", -1, "withdrawal_for_safety", []),
        ("NGO1", "ngo:withdrawn-2", "withdrawn", -1, "withdrawal_for_safety", []),
    ]
    standing = "select standing, left_judged_id, judged_why from marts.judged_pair"
    assert found(case, standing) == [("withdrawn", "withdrawn", None)] * 2
    (finding,) = [each for each in diagnose(case) if each.name.endswith("withdrawals.csv")]
    assert finding.ok


# The manifest -----------------------------------------------------------------------------------

# As the README tells it, of one table.
BY_HAND = """
select sha256(coalesce(string_agg(
    sha256(to_json(bridge)::varchar), '' order by comparison_id, from_reading, to_reading, line_no), ''))
from marts.bridge as bridge
"""


def manifest_finding(case):
    (finding,) = [each for each in diagnose(case) if "manifest" in each.name]
    return finding


def test_a_publication_says_by_hash_what_it_was_made_from_and_what_it_holds(ran):
    kept = json.loads((ran.out / "manifest.json").read_text("utf-8"))
    assert kept["tables"].keys() == {
        name for name, table in models.tables().items() if table.published
    } - {"meta.run", "meta.output"}
    told = json.loads((ran.exports / "manifest.json").read_text("utf-8"))["files"]
    assert kept["files"] == {name: each["sha256"] for name, each in told.items()}
    assert len(told) > 20
    assert found(ran, BY_HAND) == [(kept["tables"]["marts.bridge"]["sha256"],)]
    assert kept["tables"]["marts.bridge"]["rows"] == 8
    told = kept["run"]
    assert (told["draws"], told["as_of_day"], told["withdrawals_sha256"]) == (200, None, None)
    assert told["config"]["sources/ngo/ngo.yml"] == content.sha256(ran.root / "sources/ngo/ngo.yml")
    assert told["claims_sha256"] == content.sha256(ran.root / "data/claims.csv")
    assert (
        len({told[f"{part}_sha256"] for part in ("documents", "precedence", "models", "readers")})
        == 4
    )
    assert "Uzc" not in str(kept) and str(ran.root) not in str(kept)
    assert manifest_finding(ran).ok


def test_what_is_not_what_was_published_is_found(ran, tmp_path):
    case = copied(ran, tmp_path)
    (csv_file,) = case.exports.glob("*_es_restricted.csv")
    csv_file.unlink()  # it has another name in latest/
    csv_file.write_text("x")
    case.warehouse.chmod(0o600)
    with duckdb.connect(str(case.warehouse)) as published:
        published.execute("update marts.bridge set amount = amount + 1 where line_no = 2")
    finding = manifest_finding(case)
    assert not finding.ok
    assert f"marts.bridge, {csv_file.name};" in finding.detail


@pytest.mark.parametrize("before", [True, False])
def test_at_any_moment_the_manifest_is_that_of_the_warehouse(ran, tmp_path, before):
    """A run is killed after it has put its manifest in place, before or after its warehouse."""
    case = copied(ran, tmp_path)
    told = content.manifest_at(case.warehouse)
    another = told | {"run": told["run"] | {"run_id": "another"}}
    last, new = (told, another) if before else (another, told)
    content.write_manifest(case.out, new, last)
    assert content.differing(case.warehouse, case.exports) == []
    content.write_manifest(case.out, another, None)
    assert content.differing(case.warehouse, case.exports) == ["manifest.json"]


def test_a_last_publication_of_another_shape_is_not_compared(ran, tmp_path):
    case = copied(ran, tmp_path)
    with Warehouse(case=str(case.root)).held() as held:
        assert manifest.previous(held) == {
            "raw.previous_unit": 6,
            "raw.previous_record": 6,
            "raw.previous_run": 1,
        }
        case.warehouse.chmod(0o600)
        with duckdb.connect(str(case.warehouse)) as published:
            published.execute("alter table meta.run drop column config")
        assert set(manifest.previous(held).values()) == {0}


# The same for everybody -------------------------------------------------------------------------

VARIANT = """
import os, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from pathlib import Path
from pipelines.case import Case
from pipelines.export import DATA, export
from pipelines.run import run
case = Case(Path(sys.argv[1]), Path(sys.argv[2]))
run(case, exports=False)
export(case, formats=DATA)
"""
# They bear the run that they were made by.
OF_A_RUN = ("datapackage.json", "meta.run.csv", "meta.run.parquet")


@pytest.fixture(scope="module")
def varied(tmp_path_factory, at_home):
    """Two lists of sixty and forty rows with doubtful pairs, doubles and vague dates; run."""
    small = made_in(tmp_path_factory.mktemp("varied"))
    lines = {"gov": [], "ngo": []}
    for number, row in enumerate(generate(20, {"official": 60, "ngo": 40}).rows):
        day = "/".join(reversed(str(row.get("occurred_from") or "2026-01").split("-")))
        said = [row.get(name) or "" for name in ("full_name", "national_id", "state")]
        cells = [number, *said[:2], day, "Salida", said[2]]
        lines["gov" if row["source_id"] == "official" else "ngo"].append(cells)
    for name, rows in lines.items():
        with (small.root / f"data/inbox/{name}/2026-02-09_{name}.csv").open(
            "w", newline=""
        ) as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADINGS.strip().split(";"))
            writer.writerows(rows)
    assert run(small, exports=False).code in (0, 4)
    assert found(small, "select count(*) > 2 from marts.link where decision = 'review'") == [
        (True,)
    ]
    return small


@pytest.mark.benchmark
def test_time_zone_language_cores_and_hash_seed_change_no_byte(varied):
    elsewhere = varied.root / "elsewhere"
    environment = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "5"}
    subprocess.run(
        [sys.executable, "-c", VARIANT, varied.root, elsewhere],
        env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert rows_as_they_lie(elsewhere / "warehouse.duckdb") == rows_as_they_lie(varied.warehouse)
    files = [path.relative_to(varied.exports) for path in export(varied, formats=DATA)]
    assert len(files) > 20
    for name in (path for path in files if path.name not in OF_A_RUN):
        same = (elsewhere / "exports" / name).read_bytes() == (varied.exports / name).read_bytes()
        assert same, name


@pytest.mark.benchmark
def test_the_order_of_rows_in_a_file_changes_where_they_stand_and_no_figure(varied, tmp_path):
    unread = shutil.ignore_patterns("published", "snapshots", "elsewhere")
    other = type(varied)(shutil.copytree(varied.root, tmp_path / "other", ignore=unread))
    for path in other.inbox.rglob("*.csv"):
        header, *lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([header, *lines[::-1], ""]), "utf-8")
    assert run(other, exports=False).code in (0, 4)
    for query in (
        "select comparison_id, line_no, reason, amount, amount_low, amount_high, total, alone,"
        " shapley, named from marts.bridge order by all",
        "from marts.person order by all",
        "from marts.best_count order by all",
        "select record_id, person_id, release_id from marts.appearance order by all",
        "from marts.link order by all",
    ):
        assert found(other, query) == found(varied, query), query
