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
    """Lines that depend on what was published alone: the same publication gives the same workbook."""
    if run is None:
        return ["La publicación no dice qué corrida la hizo. / The publication names no run."]
    day = run.as_of_day
    return [
        f"Hecho con cotejo {run.version}; cuándo, con qué archivos y con qué huella: manifest.json."
        f" / Made with cotejo {run.version}; when, from which files and with which hash:"
        " manifest.json.",
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
        "Una celda vacía es un valor desconocido o no declarado, un límite abierto o una lista sin"
        " elementos; nunca un cero. Varios valores en una celda van separados por |.",
        "Los nombres y números de identidad van tal como se publicaron. Puede haber nombres de"
        " personas: no lo difunda.",
        "Las mismas tablas están en los archivos CSV y Parquet de esta carpeta. Una hoja de cálculo"
        " puede cambiar fracciones y números de identidad al abrir un CSV; este libro no.",
    ]


def _english(extracts: list[Extract]) -> list[str]:
    return [
        *(f"{extract.sheet}: {extract.description['en']}" for extract in extracts),
        "Diccionario: What each column of these sheets holds.",
        "“Not evidenced by names” means that no published list names those people;"
        " it does not mean that the figure is false.",
        "An empty cell is a value unknown or not stated, an open bound or a list of nothing;"
        " never a zero. Several values in one cell are separated by |.",
        "Names and identity numbers stand as published. It may hold names of people:"
        " do not pass it on.",
        "The same tables are in the CSV and Parquet files of this folder. A spreadsheet may change"
        " fractions and identity numbers when it opens a CSV; this workbook does not.",
    ]
