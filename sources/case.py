"""A case: whose figures are compared, and by which rules."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from sources.checked import Declared, checked
from sources.error import SourceError
from sources.yaml_text import read_yaml

CASE_FILE = "sources/case.yml"

# In default order of precedence.
REASONS = (
    "DUPLICATE",
    "REPEAT",
    "TRANSFER",
    "DEATH",
    "ORDER_PENDING",
    "MEASURE_LIFTED",
    "DEPENDENT",
    "NOT_POLITICAL",
    "EXCLUDED_OFFENCE",
    "SHORT_ARREST",
    "FOREIGN",
    "MILITARY",
    "ADOLESCENT",
    "OUT_OF_WINDOW",
    "HOUSE_ARREST",
    "CONDITIONAL",
    "REARRESTED",
    "UNIDENTIFIABLE",
    "UNDETERMINED",
    "UNVERIFIED",
    "NOT_ON_LIST",
    "UNITEMISED",
)

# What a scope shuts out by its window, basis and unit, and what only says that evidence lacks.
_NOT_EXCLUDABLE = frozenset(
    {
        "OUT_OF_WINDOW",
        "REARRESTED",
        "DUPLICATE",
        "REPEAT",
        "UNDETERMINED",
        "UNVERIFIED",
        "NOT_ON_LIST",
        "UNITEMISED",
    }
)
EXCLUDABLE = tuple(code for code in REASONS if code not in _NOT_EXCLUDABLE)

# Between an opening and a closing stock, in the order of the lines.
BALANCE_ITEMS = ("releases", "deaths", "arrests", "rearrests", "late_additions", "reclassified")

Stem = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


class Title(Declared):
    """A title in Spanish and in English."""

    es: Text
    en: Text


class Comparison(Declared):
    """Two claims to compare: the bridge leads from one to the other."""

    id: Stem
    title: Title
    from_claim: Text = Field(alias="from")
    to_claim: Text = Field(alias="to")


class Balance(Declared):
    """Two stocks and what came and went between them; each figure is a claim, named once."""

    id: Stem
    title: Title
    opening: Text
    releases: tuple[Text, ...] = ()
    deaths: tuple[Text, ...] = ()
    arrests: tuple[Text, ...] = ()
    rearrests: tuple[Text, ...] = ()
    late_additions: tuple[Text, ...] = ()
    reclassified: tuple[Text, ...] = ()
    closing: Text

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        claim_ids = [claim_id for _, claim_id in self.figures()]
        if repeated := sorted({name for name in claim_ids if claim_ids.count(name) > 1}):
            raise ValueError(f"{repeated} stand twice in one balance; name each claim once")
        return self

    def figures(self) -> list[tuple[str, str]]:
        """What each figure is in the balance, and its claim, in the order of the lines."""
        named = [("opening", self.opening)]
        named += [(item, claim_id) for item in BALANCE_ITEMS for claim_id in getattr(self, item)]
        return [*named, ("closing", self.closing)]


class Scope(Declared):
    """What a definition counts; a blank start is open, a blank end is the cut-off."""

    window_start: date | None = None
    window_end: date | None = None
    unit: Literal["person", "release", "row"]
    basis: Literal["gross", "net_of_rearrest"] = "gross"
    excludes: tuple[str, ...] = ()

    @field_validator("excludes")
    @classmethod
    def _excludable(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        return _known(codes, EXCLUDABLE)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.window_start and self.window_end and self.window_start > self.window_end:
            raise ValueError(
                f"window_end {self.window_end} is before window_start {self.window_start};"
                " exchange them"
            )
        return self


class Estimate(Declared):
    """What only the user can state for the appendix on people whom no list names.

    `assumption` says, in a sentence, what is taken to hold of the lists: without it nothing is
    estimated. `claims` are held against the lists; none: those that the case compares.
    """

    assumption: Title | None = None
    claims: tuple[Text, ...] = ()

    @field_validator("claims")
    @classmethod
    def _once(cls, claims: tuple[str, ...]) -> tuple[str, ...]:
        return _unrepeated(claims)


Asked = TypeVar("Asked", Comparison, Balance)


class License(Declared):
    """Under which terms anybody may use what the public edition holds (as in a Data Package)."""

    name: Text
    title: Text
    path: Annotated[str, Field(pattern=r"^https?://\S+$")]


class Case(Declared):
    """What `case.yml` declares. `precedence` may name a part of the reason codes.

    `id`: what exported files are called after; without it, the name of the case's folder.
    `release_gap_days`: dated rows of one person at most so many days apart may be one release.
    """

    id: Stem | None = None
    title: Title
    license: License | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    timezone: str
    identity: Literal["ve_cedula", "none"]
    release_gap_days: Annotated[int, Field(ge=0)] = 14
    precedence: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    balances: tuple[Balance, ...] = ()
    common_scope: Scope | None = None
    estimate: Estimate | None = None

    @field_validator("precedence")
    @classmethod
    def _reasons(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        return _known(codes, REASONS)

    @field_validator("timezone")
    @classmethod
    def _zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"no time zone is called {name!r}; write one such as America/Caracas"
            ) from None
        return name

    @field_validator("comparisons", "balances")
    @classmethod
    def _once(cls, declared: tuple[Asked, ...]) -> tuple[Asked, ...]:
        ids = [each.id for each in declared]
        if repeated := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"{repeated} stand twice; give each an id of its own")
        return declared

    @model_validator(mode="after")
    def _estimable(self) -> Self:
        if self.estimate and not self.common_scope:
            raise ValueError("estimate: needs common_scope; declare what is counted")
        return self

    def full_precedence(self) -> list[str]:
        """Every reason code in order: those that the case names, then the rest."""
        return [*self.precedence, *(code for code in REASONS if code not in self.precedence)]


def read_case(root: Path) -> Case:
    """Read `sources/case.yml` of the case in the folder `root`."""
    path = root / CASE_FILE
    if not path.is_file():
        raise SourceError(f"{CASE_FILE}: is not there; a case is a folder that holds it")
    return checked(Case, read_yaml(path, CASE_FILE), CASE_FILE)


def _known(codes: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [code for code in codes if code not in known]:
        raise ValueError(f"{unknown} cannot stand here; write codes among {', '.join(known)}")
    return _unrepeated(codes)


def _unrepeated(named: tuple[str, ...]) -> tuple[str, ...]:
    if repeated := sorted({each for each in named if named.count(each) > 1}):
        raise ValueError(f"{repeated} stand twice; keep one")
    return named
