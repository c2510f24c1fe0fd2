"""Headings compare in composed characters and without needless spaces."""

import unicodedata


def squeezed(text: str) -> str:
    """Put text into NFC, with no space at its ends and single spaces within."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())
