"""The command line: data to stdout, progress to stderr, and an exit code that says what happened."""

import gc
import json
import logging
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.case import ROOT, Case, case_of

DONE, ERROR, REFUSED, WARNED, BUSY = 0, 1, 3, 4, 5

app = typer.Typer(
    help="Por qué dos recuentos de las mismas excarcelaciones difieren. · "
    "Why two counts of the same releases differ.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

CaseOption = Annotated[
    Path | None,
    typer.Option(
        "--case", metavar="DIR", help="Carpeta del caso (o COTEJO_CASE). · Folder of the case."
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Un solo documento JSON en stdout. · One JSON document on stdout."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="La publicación con ese corte. · The publication with that cut-off.",
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Otra carpeta de salida. · Another output folder."),
]


@app.callback()
def settings(
    traceback: Annotated[
        bool,
        typer.Option(
            "--traceback", help="Mostrar la traza de un error. · Show the traceback of an error."
        ),
    ] = False,
) -> None:
    """Set up what every command shares."""
    # Only our own lines: what the libraries log is not for this reader.
    logging.getLogger().addHandler(logging.NullHandler())
    progress = logging.getLogger("cotejo")
    progress.handlers = [logging.StreamHandler(sys.stderr)]
    progress.setLevel(logging.INFO)
    progress.propagate = False
    if traceback:
        os.environ["COTEJO_TRACEBACK"] = "1"


@app.command()
def run(
    case: CaseOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Solo lo publicado hasta este día. · Only what was published by this day.",
        ),
    ] = None,
    out: OutOption = None,
    exports: Annotated[
        bool,
        typer.Option(
            "--exports/--no-exports",
            help="Escribir también los informes. · Also write the reports.",
        ),
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Correr todo y mostrar el puente de cada comparación. · Run everything and print each bridge."""
    from pipelines import run as running  # noqa: PLC0415

    cut_off = _day(as_of)
    folder = _existing(case)
    asked = Case(folder.root, out.resolve() if out else None, cut_off)
    outcome = running.run(asked, exports)
    if outcome.code in (DONE, WARNED):
        from pipelines import summary  # noqa: PLC0415

        if as_json:
            _print_json(summary.document(asked.warehouse))
        else:
            typer.echo(summary.text(asked.warehouse))
    for line in outcome.messages:
        typer.echo(line, err=True)
    raise typer.Exit(outcome.code)


@app.command()
def export(  # noqa: PLR0913  each is an option
    case: CaseOption = None,
    as_of: PublishedOption = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="html,xlsx,csv,parquet,pdf")
    ] = "html,xlsx,csv,parquet,pdf",
    languages: Annotated[str, typer.Option("--lang", metavar="LIST", help="es,en")] = "es,en",
    editions: Annotated[
        str, typer.Option("--edition", metavar="LIST", help="restricted,public")
    ] = "restricted,public",
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Exportar el informe y sus datos. · Export the report and its data."""
    from pipelines import export as exporting  # noqa: PLC0415

    asked = (
        _among("--format", formats, exporting.FORMATS),
        _among("--lang", languages, exporting.LANGUAGES),
        _among("--edition", editions, exporting.EDITIONS),
    )
    folder = Case(_existing(case).root, None, _day(as_of))
    _published(folder)
    target = out.resolve() if out else folder.exports
    made = exporting.export(folder, target, *asked)
    if as_json:
        _print_json(made)
        return
    # The tables of a Data Package are named in its datapackage.json.
    for path in (each for each in made if len(each.relative_to(target).parts) < 3):
        typer.echo(path)


@app.command()
def report(
    case: CaseOption = None,
    as_of: PublishedOption = None,
    language: Annotated[str, typer.Option("--lang", help="es | en")] = "es",
    edition: Annotated[str, typer.Option("--edition", help="restricted | public")] = "restricted",
    show: Annotated[
        bool, typer.Option("--open", help="Abrirlo en el navegador. · Open it in the browser.")
    ] = False,
) -> None:
    """El informe en HTML: dónde está, y abrirlo. · The HTML report: where it is, and open it."""
    from pipelines import export as exporting  # noqa: PLC0415

    languages = _among("--lang", language, exporting.LANGUAGES)
    editions = _among("--edition", edition, exporting.EDITIONS)
    folder = Case(_existing(case).root, None, _day(as_of))
    _published(folder)
    for path in exporting.export(folder, None, ["html"], languages, editions):
        typer.echo(path)
        if show:
            typer.launch(path.as_uri())


@app.command()
def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL")] = None,
    case: CaseOption = None,
    ready: Annotated[
        str | None,
        typer.Option(
            "--ready",
            metavar="NAME",
            help="Una pregunta lista; sin SQL ni NAME las muestra."
            " · A ready question; without SQL and NAME they are listed.",
        ),
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Una variable: --set day=2026-02-01. · A variable of the query.",
        ),
    ] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="CSV en stdout, para máquinas. · CSV on stdout.")
    ] = False,
) -> None:
    """Consultar la publicación, sin cambiarla. · Query the published warehouse, which stays as it is."""
    from pipelines import question  # noqa: PLC0415

    if (sql and ready) or (as_json and as_csv):
        raise typer.BadParameter(
            "SQL o --ready, --json o --csv: uno de los dos · one of the two, not both"
        )
    if told and not (sql or ready):
        raise typer.BadParameter("--set: falta SQL o --ready · needs SQL or --ready")
    try:
        asked = question.question(ready) if ready else None
        values = question.variables(told or (), asked)
    except question.QuestionError as error:
        raise typer.BadParameter(str(error)) from None
    if asked or sql:
        answer = question.ask(
            _published(_existing(case)), asked.sql if asked else sql or "", values
        )
    else:
        answer = question.listed(as_prose=not (as_json or as_csv))
    if as_json:
        _print_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
    elif as_csv:
        typer.echo(answer.csv(), nl=False)
    else:
        typer.echo(_table(answer.rows, list(answer.columns)))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    source: Annotated[
        str,
        typer.Option(
            "--source",
            metavar="ID",
            help="La fuente que lo publica. · The source that publishes it.",
        ),
    ],
    case: CaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Qué pasaría con este archivo, sin escribir nada. · What would happen to this file; nothing is written."""
    from pipelines import preview  # noqa: PLC0415

    found = preview.preview(_existing(case), file, source)
    if as_json:
        _print_json(found.document())
    else:
        typer.echo(found.text())
    raise typer.Exit(REFUSED if found.stops else WARNED if found.refused else DONE)


@app.command()
def review(
    case: CaseOption = None,
    read: Annotated[
        Path | None,
        typer.Option(
            "--read",
            metavar="XLSX",
            help="Leer un libro ya decidido. · Read a workbook that has been decided.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="XLSX", help="Dónde escribir el libro. · Where to write the workbook."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Pares dudosos a un libro, decisiones de vuelta. · Doubtful pairs out, decisions in."""
    from pipelines import review as reviewing  # noqa: PLC0415

    folder = _existing(case)
    if read:
        count = reviewing.read_review(folder, read, date.today())
        if as_json:
            _print_json({"kept": count})
        typer.echo(f"{count} decisiones guardadas · decisions kept", err=True)
        return
    from pipelines import summary, summary_counts  # noqa: PLC0415

    judgements = summary.document(_published(folder))["judgements"]
    file = out.resolve() if out else folder.out / "review.xlsx"
    count = reviewing.write_review(folder, file)
    for line in (f"{count} pares dudosos · doubtful pairs", *summary_counts.judged(judgements)):
        typer.echo(line, err=True)
    if as_json:
        _print_json({"workbook": file, "doubtful_pairs": count, "judgements": judgements})
    else:
        typer.echo(file)


@app.command()
def ui(
    case: CaseOption = None,
    port: Annotated[int, typer.Option("--port", help="Puerto local. · Local port.")] = 3000,
) -> None:
    """La interfaz web de Dagster, en esta máquina. · Dagster's web UI, on this machine alone."""
    folder = _existing(case)
    os.chdir(ROOT)
    os.environ["COTEJO_CASE"] = str(folder.root)
    os.environ.setdefault("DAGSTER_HOME", str(ROOT))
    program = str(Path(sys.executable).with_name("dg"))
    os.execv(program, [program, "dev", "--host", "127.0.0.1", "--port", str(port)])  # noqa: S606


@app.command()
def doctor(case: CaseOption = None, as_json: JsonOption = False) -> None:
    """Si esta instalación y este caso están en orden. · Whether this installation and case are in order."""
    from pipelines import doctor as diagnosing  # noqa: PLC0415

    findings = diagnosing.diagnose(case_of(case))
    if as_json:
        _print_json([vars(finding) for finding in findings])
    else:
        rows = [("✓" if finding.ok else "✗", finding.name, finding.detail) for finding in findings]
        typer.echo(_table(rows, ["", "qué · what", "detalle · detail"]))
    raise typer.Exit(DONE if all(finding.ok for finding in findings) else ERROR)


def main() -> None:
    """Run the command line; an error that is not ours shows its sentence, not its traceback."""
    # A run makes objects to keep them: looking for dead ones at every 700 finds few.
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "yes")
    try:
        app()
    except Exception as error:
        if os.environ.get("COTEJO_TRACEBACK"):
            raise
        _say(f"{type(error).__name__}: {error}" if not _is_ours(error) else str(error))
        sys.exit(ERROR)


def _is_ours(error: Exception) -> bool:
    return type(error).__module__.split(".")[0] in (
        "sources",
        "pipelines",
        "models",
        "expectations",
    )


def _existing(folder: Path | None) -> Case:
    case = case_of(folder)
    if not (case.root / "sources" / "case.yml").is_file():
        _fail(f"{case.root} has no sources/case.yml; name the folder of a case with --case")
    return case


def _published(case: Case) -> Path:
    if not case.warehouse.exists():
        _fail(f"nothing has been published in {case.out}; run `cotejo run` first")
    return case.warehouse


def _among(option: str, text: str, known: tuple[str, ...]) -> list[str]:
    asked = [each.strip() for each in text.split(",") if each.strip()]
    if not asked or not set(asked) <= set(known):
        raise typer.BadParameter(f"{text!r}; write some of {','.join(known)}", param_hint=option)
    return asked


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not a day; write it as 2026-02-09", param_hint="--as-of"
        ) from None


def _fail(message: str) -> Any:
    _say(message)
    raise typer.Exit(ERROR)


def _say(message: str) -> None:
    typer.echo(f"cotejo: {message}", err=True)


def _table(rows: list[Any], headings: list[str]) -> str:
    from tabulate import tabulate  # noqa: PLC0415

    return str(tabulate(rows, headings, disable_numparse=True, missingval=""))


def _print_json(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, default=str, indent=2))
