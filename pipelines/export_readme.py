"""The first sheet of the workbook, in Spanish and in English."""

from collections.abc import Iterable

from pipelines.export_extract import Extract, Run


def readme(run: Run | None, extracts: Iterable[Extract]) -> list[str]:
    """Lines of the sheet: the case, the run, what each sheet is, and how to read the words."""
    extracts = list(extracts)
    return [
        f"{run.case_es} / {run.case_en}" if run else "cotejo",
        *_made(run),
        *_invented(run),
        "",
        *_spanish(extracts),
        "",
        *_english(extracts),
    ]


def _made(run: Run | None) -> list[str]:
    if run is None:
        return ["La publicación no dice qué corrida la hizo. / The publication names no run."]
    moment = run.started_at.isoformat(" ", "minutes")
    day = run.as_of_day
    return [
        f"Hecho el {moment} UTC, corrida {run.run_id}, cotejo {run.version}."
        f" / Made {moment} UTC, run {run.run_id}, cotejo {run.version}.",
        f"Toma en cuenta lo publicado hasta el {day}. / Takes in what was published by {day}."
        if day
        else "Toma en cuenta todo lo publicado hasta la corrida."
        " / Takes in all that was published before the run.",
    ]


def _invented(run: Run | None) -> list[str]:
    if run is None or "(inventado)" not in run.case_es:
        return []
    return [
        "Todas las personas, organizaciones y cifras de este caso son inventadas."
        " / Every person, organisation and figure in this case is invented."
    ]


def _spanish(extracts: list[Extract]) -> list[str]:
    return [
        *(f"{extract.sheet}: {extract.description['es']}" for extract in extracts),
        "Diccionario: Qué contiene cada columna de estas hojas.",
        "«Sin constancia por nombres» significa que ninguna lista publicada nombra a esas personas;"
        " no significa que la cifra sea falsa.",
        "Una celda vacía es un valor desconocido, no declarado o un límite abierto; nunca un cero."
        " Varios valores en una celda van separados por |.",
        "Los nombres y números de identidad van tal como se publicaron. Las mismas tablas están en"
        " los archivos CSV y Parquet de esta carpeta. Contiene nombres de personas: no lo difunda.",
    ]


def _english(extracts: list[Extract]) -> list[str]:
    return [
        *(f"{extract.sheet}: {extract.description['en']}" for extract in extracts),
        "Diccionario: What each column of these sheets holds.",
        "“Not evidenced by names” means that no published list names those people;"
        " it does not mean that the figure is false.",
        "An empty cell is a value unknown or not stated, or an open bound; never a zero."
        " Several values in one cell are separated by |.",
        "Names and identity numbers stand as published. The same tables are in the CSV and Parquet"
        " files of this folder. It holds names of people: do not pass it on.",
    ]
