"""Text as paper can show it: nothing invisible, no line that cannot break."""

import re
import unicodedata
from functools import cache
from pathlib import Path

# Where a line may break although no space stands there; text of a report never holds it.
CUT = "\x1f"
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST_LABEL = 14
LONGEST_WORD = 24
PIECE = 6

UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"
JOINERS = "\u200c\u200d"
SKINS = "🏻🏼🏽🏾🏿"
# Letters (Lo, So) that show nothing.
BLANKS = "\u2800\u3164"
BOX = "□"
# Format characters (Cf) with a shape of their own: signs that stand over or under Arabic and Syriac numbers.
VISIBLE_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
NONCHARACTERS = "\ufffe\uffff"
SPACES = re.compile(r"[ \t\n\r\f]+")
LABEL_ENDS = re.compile(r"(?<=[/_.?&=:;,|-])(?=[^\s/_.?&=:;,|-])")
WORD = re.compile(r"\S+")


def paper(text: str) -> str:
    """A text in which every character shows: controls replaced, marks without a shape left out.

    What turns text around is left out too, so that it stands in the order in which it is stored.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def told(text: str) -> str:
    """A text on one line, as a browser would show it, with `CUT` wherever a long word may break."""
    return WORD.sub(_broken, one_line(text))


def one_line(text: str) -> str:
    """A text whose white space is single spaces."""
    return paper(SPACES.sub(" ", text).strip(" "))


def has_ink(text: str) -> bool:
    """Whether anything of a text shows on paper."""
    return bool(text.translate(dict.fromkeys(map(ord, JOINERS + BLANKS))).strip())


def drawn(chart: str) -> str:
    """A chart with letters alone that its font has and that stand side by side; a box for any other.

    A letter with marks of which Unicode makes no single letter loses them: no text in an SVG may
    be made of several shapes for one letter. The table behind the chart has it whole.
    """
    if chart.isascii():
        return chart
    letters = unicodedata.normalize("NFC", paper(chart))
    return "".join(map(_drawn, (it for it in letters if it not in JOINERS and not _is_mark(it))))


def _drawn(character: str) -> str:
    return character if ord(character) in _letters() else BOX


@cache
def _letters() -> frozenset[int]:
    """What the charts' font draws, but for the one letter (of Lao) that it draws as two."""
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    font = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))
    return frozenset(font.get_charmap()) - {0x0EB3}


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me")


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in JOINERS + VISIBLE_FORMATS else ""
    if category in ("Cc", "Cs", "Co") or character in NONCHARACTERS:
        return UNSHOWABLE
    return character


def _broken(word: re.Match[str]) -> str:
    if len(word[0]) <= LONGEST_LABEL:
        return word[0]
    parts = LABEL_ENDS.split(word[0])
    return CUT.join(
        piece for part in parts for piece in (_pieces(part) if len(part) > LONGEST_WORD else [part])
    )


def _pieces(word: str) -> list[str]:
    """Pieces of a few letters each; what stands on or joins a letter stays with it."""
    pieces = [""]
    for character in word:
        is_mark = _is_mark(character) or character in SKINS
        is_joined = character in JOINERS or pieces[-1][-1:] in JOINERS
        if len(pieces[-1]) >= PIECE and not is_mark and not is_joined:
            pieces.append("")
        pieces[-1] += character
    return pieces
