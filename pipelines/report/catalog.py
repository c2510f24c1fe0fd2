"""Every sentence of the report in two languages, and numbers and dates as each writes them."""

import gettext
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent / "locale"
LOCALES = {"es": "es_VE", "en": "en_GB"}
SHORT_DAY = {"es": "dd/MM/yyyy", "en": "d MMM yyyy"}
THIN_DAY = {"es": "dd/MM/yy", "en": "d MMM yy"}
UNKNOWN = "…"
MINUS = "−"
OPENED, CLOSED = "\u2068", "\u2069"
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Words:
    """One language: `say` and `count` look a sentence up by its English form, the rest writes values."""

    language: str
    catalogue: gettext.NullTranslations

    @property
    def locale(self) -> str:
        """The locale by which numbers and dates are written."""
        return LOCALES[self.language]

    def say(self, message: str, **values: Any) -> str:
        """A sentence in this language, with its values put in."""
        told = self.catalogue.gettext(message)
        return told.format(**_isolated(values)) if values else told

    def count(self, one: str, many: str, number: int, **values: Any) -> str:
        """A sentence in the singular or the plural; `{number}` is written by the locale."""
        told = self.catalogue.ngettext(one, many, number)
        return told.format(number=self.number(number), **_isolated(values))

    def number(self, number: int | None) -> str:
        """A whole number with its thousands apart; `…` where it is unknown or open."""
        from babel.numbers import format_decimal  # noqa: PLC0415  babel takes a while to load

        if number is None:
            return UNKNOWN
        told: str = format_decimal(abs(number), locale=self.locale)
        return f"{MINUS}{told}" if number < 0 else told

    def signed(self, number: int | None) -> str:
        """A change, with its sign."""
        return (
            f"+{self.number(number)}" if number is not None and number > 0 else self.number(number)
        )

    def between(self, low: int | None, high: int | None) -> str:
        """Two bounds as one text, `…` where one is open."""
        return self.number(low) if low == high else f"{self.number(low)} – {self.number(high)}"

    def decimal(self, number: float) -> str:
        """A number with at most two decimals."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        return str(format_decimal(number, format="#,##0.##", locale=self.locale))

    def share(self, part: float) -> str:
        """A share of one as a percentage without decimals."""
        from babel.numbers import format_percent  # noqa: PLC0415

        return str(format_percent(part, format="#,##0 %", locale=self.locale))

    def fraction(self, exact: str | None) -> str:
        """An exact fraction such as `81/2` as a mixed number: `40 1/2`."""
        if exact is None:
            return ""
        whole, rest = divmod(Fraction(exact), 1)
        if not rest:
            return self.number(whole)
        return f"{self.number(whole)} {rest}" if whole else str(rest)

    def day(self, day: date | None) -> str:
        """A day in prose: `26 de enero de 2026`."""
        return self._day(day, "long")

    def short_day(self, day: date | None) -> str:
        """A day in a table: `26/01/2026`."""
        return self._day(day, SHORT_DAY[self.language])

    def thin_day(self, day: date) -> str:
        """A day on an axis."""
        return self._day(day, THIN_DAY[self.language])

    def days(self, first: date | None, last: date | None) -> str:
        """An interval of days in a table; one day where both are the same."""
        if first == last:
            return self.short_day(first)
        return f"{self.short_day(first)} – {self.short_day(last)}"

    def listed(self, items: Iterable[str]) -> str:
        """Items one after another, the last joined by `y` or `and`."""
        from babel.lists import format_list  # noqa: PLC0415

        return str(format_list(list(items), locale=self.locale))

    def _day(self, day: date | None, how: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        return UNKNOWN if day is None else str(format_date(day, how, locale=self.locale))


def _isolated(values: dict[str, Any]) -> dict[str, Any]:
    """Values of which none can turn the rest of the sentence around."""
    return {
        name: isolated(value) if isinstance(value, str) else value for name, value in values.items()
    }


def isolated(text: str) -> str:
    """A text whose marks of direction end with it; itself, where it has none (Unicode, UAX 9)."""
    marks = TURNING.findall(text)
    if not marks:
        return text
    closed = marks.count(CLOSED)
    return OPENED * (1 + closed) + text + CLOSED * (1 + len(marks))


@cache
def words(language: str) -> Words:
    """The words of a language, `es` or `en`."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with (HOME / f"{language}.po").open("rb") as lines:
        write_mo(compiled, read_po(lines))
    compiled.seek(0)
    return Words(language, gettext.GNUTranslations(compiled))
