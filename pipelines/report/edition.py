"""What the restricted and the public edition of a report show."""

from dataclasses import dataclass, replace

from pipelines.report.comparison import Line

SMALLEST_SHOWN = 5
MASKED = "<5"


@dataclass(frozen=True)
class Edition:
    """`restricted` shows everything; `public` no names, no identifiers, no row, no count from 1 to 4."""

    name: str

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.name == "public"

    def hides(self, count: int | None) -> bool:
        """Whether a count of people or rows is too small to show."""
        return self.is_public and count is not None and 0 < abs(count) < SMALLEST_SHOWN

    def lines(self, lines: list[Line], other: str) -> list[Line]:
        """The lines of a bridge made from rows, small ones of a side folded into one called `other`.

        A small line alone could be told from the sums beside it, so that the smallest of the
        others is folded in too until what is folded is large enough.
        """
        if not self.is_public:
            return lines
        kept = list(lines)
        for side in ("from", "to"):
            steps = sorted((line for line in kept if line.is_step and line.side == side), key=_size)
            small = [line for line in steps if self.hides(line.amount) or line.amount == 0]
            while 0 < abs(sum(line.amount for line in small)) < SMALLEST_SHOWN and len(small) < len(
                steps
            ):
                small = steps[: len(small) + 1]
            if len(small) > 1:
                kept = _folded(kept, small, other)
        return kept


def _size(line: Line) -> int:
    return abs(line.amount)


def _folded(lines: list[Line], small: list[Line], other: str) -> list[Line]:
    """Put one line in the place of the last of the small ones; running totals are counted anew."""
    amount = sum(line.amount for line in small)
    folded = replace(
        small[-1],
        reason="",
        label=other,
        amount=amount,
        low=amount,
        high=amount,
        total=None,
        alone=None,
        shapley=None,
        named=abs(amount),
    )
    last = max(lines.index(line) for line in small)
    kept = [
        folded if place == last else line
        for place, line in enumerate(lines)
        if line not in small or place == last
    ]
    running, counted = 0, []
    for line in kept:
        running += line.amount
        counted.append(replace(line, running_total=running))
    return counted
