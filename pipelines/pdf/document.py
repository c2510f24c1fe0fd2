"""The report as a PDF: one template, the content as data, fonts that libraries bring, nothing from outside."""

import json
import os
from datetime import UTC
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from pipelines.edition import View
from pipelines.pdf.printed import printed
from pipelines.report.catalog import words
from pipelines.report.content import Content, content
from pipelines.report.told import Told

if TYPE_CHECKING:
    import typst

HOME = Path(__file__).parent
TEMPLATE = HOME / "report.typ"
# For archives (ISO 19005-2, level A) and for who reads with ears or fingers (ISO 14289-1).
STANDARDS = ["a-2a", "ua-1"]


def write_pdf(view: View, path: Path, language: str) -> Path:
    """Write the report of what an edition shows to a file as a PDF; return the file.

    `language` is `es` or `en`. Its owner alone may read the file, which replaces an earlier one
    once it is whole.
    """
    made = pdf(content(Told(view, words(language))))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".pdf-", delete=False) as aside:
        try:
            aside.write(made)
            aside.close()
            os.replace(aside.name, path)  # noqa: PTH105  says that it replaces
        except BaseException:
            Path(aside.name).unlink(missing_ok=True)
            raise
    return path


def pdf(shown: Content) -> bytes:
    """A report as a PDF of A4 pages, whose margins are wide enough for Letter.

    The ledger of rows is left out, and said to be elsewhere; what the page folds is printed small.
    Dated to the run that made the publication, so that the same publication gives the same bytes.
    No text of a report is read as markup, and only safe addresses are links.
    """
    import typst  # noqa: PLC0415  only who makes a PDF waits for it

    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        root=str(HOME),
        font_paths=_fonts(),
        sys_inputs={"report": json.dumps(printed(shown))},
        pdf_standards=STANDARDS,
        timestamp=int(shown.told.run["started_at"].replace(tzinfo=UTC).timestamp()),
        format="pdf",
    )
    return made


@cache
def _fonts() -> "typst.Fonts":
    """Typst's own fonts, and those that come with the charts; none of the machine's."""
    import matplotlib as mpl  # noqa: PLC0415
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(mpl.get_data_path()) / "fonts" / "ttf")],
    )
