"""The report as a PDF: one template, the content as data, fonts that libraries bring, nothing from outside."""

import json
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.pdf.printed import printed
from pipelines.report.content import Content

if TYPE_CHECKING:
    import typst

HOME = Path(__file__).parent
TEMPLATE = HOME / "report.typ"


def pdf(shown: Content) -> bytes:
    """A report as a PDF of A4 pages, whose margins are wide enough for Letter.

    The ledger of rows is left out, and said to be elsewhere; what the page folds is printed small.
    Dated to the run that made the publication, so that the same publication gives the same bytes.
    No text of a report is read as markup, and only safe addresses are links.
    """
    import typst  # noqa: PLC0415  only who makes a PDF waits for it

    made: bytes = typst.compile(
        TEMPLATE,
        root=HOME,
        font_paths=_fonts(),
        sys_inputs={"report": json.dumps(printed(shown))},
        # For archives (ISO 19005-2, level A), and for who reads with ears or fingers (ISO 14289-1).
        pdf_standards=["a-2a", "ua-1"],
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
