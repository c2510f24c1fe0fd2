"""What writes each format of the report; what page and paper say is made once for both."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.delimited import write_csv
from pipelines.edition import View
from pipelines.export.table import main_table

if TYPE_CHECKING:
    from pipelines.report import Content

FORMATS = ("html", "xlsx", "csv", "parquet", "pdf")


def writers(view: View, language: str) -> Mapping[str, Callable[[Path], object]]:
    """Of each format what writes it to a file: an edition in a language.

    The libraries of a format are loaded when it is written.
    """

    @cache
    def shown() -> "Content":
        from pipelines.report import Told, content, words  # noqa: PLC0415

        return content(Told(view, words(language)))

    def html(path: Path) -> None:
        from pipelines.report import report  # noqa: PLC0415

        path.write_text(report(shown()), encoding="utf-8")

    def pdf(path: Path) -> None:
        from pipelines.pdf import pdf as printed  # noqa: PLC0415

        path.write_bytes(printed(shown()))

    def xlsx(path: Path) -> None:
        from pipelines.workbook import write_workbook  # noqa: PLC0415

        write_workbook(view, path, language)

    def csv(path: Path) -> None:
        found = main_table(view, language)
        write_csv(path, found.columns, found.fetchall())

    def parquet(path: Path) -> None:
        main_table(view, language).write_parquet(str(path))

    return dict(zip(FORMATS, (html, xlsx, csv, parquet, pdf), strict=True))
