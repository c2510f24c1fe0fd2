"""Text from bytes: by byte order mark, else strict UTF-8, else Windows-1252."""

import codecs

from sources.error import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes, declared: str | None, shown: str) -> tuple[str, str]:
    """Return the text and the encoding in which it was read; `declared` outranks the bytes."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for name in (declared,) if declared else (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.removeprefix("\ufeff"), name
    raise SourceError(
        f"{shown}: is no text in {declared or marked or 'UTF-8 or Windows-1252'};"
        " write its encoding: in the YAML of the source"
    )
