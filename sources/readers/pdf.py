"""PDF: the ruled tables of all pages, one after the other."""

from sources.error import SourceError
from sources.grid import Contents, File, Grid


def read_pdf(file: File) -> Contents:
    """One grid over all pages; a row is located as `page 3 row 7`.

    Line breaks within a cell become spaces. A page of scanned images holds no table.
    """
    import pdfplumber  # noqa: PLC0415  it takes most of a second
    from pdfminer.pdfparser import PDFSyntaxError  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    rows: list[list[str]] = []
    locators: list[str] = []
    try:
        with pdfplumber.open(file.path) as pdf:
            for page in pdf.pages:
                found = [row for table in page.extract_tables() for row in table]
                rows += [[" ".join((cell or "").split()) for cell in row] for row in found]
                locators += [f"page {page.page_number} row {at}" for at, _ in enumerate(found, 1)]
                file.refuse_if_large(sum(map(len, rows)))
                page.close()
    except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"{file.shown}: cannot be opened as PDF; it is cut short or locked: fetch it again"
        ) from error
    if not rows:
        raise SourceError(
            f"{file.shown}: holds no ruled table; if it is a scan, type it into a table first"
        )
    return Contents([Grid(rows, locators)], pages=True)
