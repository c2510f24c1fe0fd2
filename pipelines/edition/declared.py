"""What the public edition shows of each table, read from `public.yml`."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

HOME = Path(__file__).parent


class Shown(BaseModel):
    """What is shown of a table: which rows, and of each column what `public.yml` says at its head."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: Literal["all", "named", "headlines", "none"]
    show: tuple[str, ...] = ()
    month_begins: tuple[str, ...] = ()
    month_ends: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    @property
    def declared(self) -> tuple[str, ...]:
        """Every column that the declaration speaks of."""
        return (*self.show, *self.month_begins, *self.month_ends, *self.leave_out)


NOTHING = Shown(rows="none")


@cache
def public_tables() -> dict[str, Shown]:
    """The declaration of each table, by full name."""
    declared = yaml.safe_load((HOME / "public.yml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Shown]).validate_python(declared)
