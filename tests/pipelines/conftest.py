"""A small invented case on disk, and the command line as a user meets it."""

import shutil
from pathlib import Path

import pytest

from pipelines import cli
from pipelines.case import ROOT, Case
from pipelines.run import run
from tests.pipelines.canaries import published

CASE_YML = """\
title: {es: Caso inventado, en: Invented case}
country: VE
timezone: America/Caracas
identity: ve_cedula
comparisons:
  - {id: main, title: {es: Dos recuentos, en: Two counts}, from: NGO1, to: GOV1}
common_scope: {window_start: 2026-01-08, window_end: 2026-02-09, unit: person, excludes: [TRANSFER]}
"""
LIST_YML = """\
title: Lista inventada
publisher: {{name: {name}, kind: {kind}}}
independence_group: {name}
kind: release_list
files: data/inbox/{name}/*
reader: table
columns: {{N°: row_id, Nombre: full_name, C.I.: national_id, Fecha: occurred_on, Tipo: event, Estado: state}}
values:
  event: {{Salida: release, Traslado: transfer}}
dates: dmy
name_order: given_first
"""
CLAIMS = """\
claim_id,organisation,side,said_on,as_of,value,qualifier,unit,basis,window_start,excludes,evidence
NGO1,ONG inventada,ngo,2026-02-09,2026-02-09,3,exact,person,gross,2026-01-08,TRANSFER,ngo
GOV1,Ministerio inventado,government,2026-02-09,2026-02-09,6,exact,row,gross,2026-01-08,,gov
"""
HEADINGS = "N°;Nombre;C.I.;Fecha;Tipo;Estado\n"
NGO = (
    HEADINGS
    + "1;Yolimar Uzcátegui Yépez;V-14.673.951;10/01/2026;Salida;Zulia\n"
    + "2;Eudomar Belandria Quiaro;V-15.784.062;12/01/2026;Salida;Zulia\n"
)
GOV = (
    HEADINGS
    + "1;Yolimar Uzcategui Yepez;14673951;10/01/2026;Salida;Zulia\n"
    + "2;Yolimar Uzcategui Yepez;14673951;10/01/2026;Salida;Zulia\n"
    + "3;Maigualida Chirinos Yaguaracuto;V-16895173;15/01/2026;Salida;Lara\n"
    + "4;Eleuterio Guanipa Sifontes;V-17906284;20/01/2026;Traslado;Lara\n"
)
# Names and numbers that nothing but the tables themselves may hold.
SECRETS = ("Uzc", "UZC", "Belandria", "Chirinos", "14673951", "14.673.951")


class OnDisk(Case):
    """A case whose files a test may change."""

    def write(self, path: str, content: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A home of its own for Dagster, with the repository's settings."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copy(ROOT / "dagster.yaml", folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def at_home(home):
    """Dagster keeps what the tests run in that home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(home))
        patch.setenv("GX_ANALYTICS_ENABLED", "false")
        yield


def made_in(folder: Path) -> OnDisk:
    """Two short lists with one person in both, one row twice, one transfer."""
    case = OnDisk(folder / "case")
    case.write("sources/case.yml", CASE_YML)
    case.write("sources/ngo/ngo.yml", LIST_YML.format(name="ngo", kind="ngo"))
    case.write("sources/government/gov.yml", LIST_YML.format(name="gov", kind="government"))
    case.write("data/claims.csv", CLAIMS)
    case.write("data/inbox/ngo/2026-02-09_ngo.csv", NGO)
    case.write("data/inbox/gov/2026-02-09_gov.csv", GOV)
    return case


@pytest.fixture
def small(tmp_path) -> OnDisk:
    """The small case, never run."""
    return made_in(tmp_path)


@pytest.fixture(scope="session")
def ran(tmp_path_factory, at_home) -> OnDisk:
    """The small case, run once; a test may look at it and must not change it."""
    case = made_in(tmp_path_factory.mktemp("ran"))
    assert run(case).code == 0
    return case


@pytest.fixture
def cotejo(capsys, monkeypatch):
    """Run the command line in this process: its exit code, stdout and stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["cotejo", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return call


@pytest.fixture(scope="session")
def canaries(tmp_path_factory):
    """A publication full of what no public artefact may hold (`tests.pipelines.canaries`)."""
    return published(tmp_path_factory.mktemp("canaries"))
