"""A source: who publishes a list, what its headings and values mean, and how to read it."""

import codecs
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from sources.case import CASE_FILE, Text
from sources.checked import Declared, checked
from sources.error import SourceError
from sources.field import (
    CLAIM_FIELDS,
    DATES,
    FREE_CATEGORIES,
    LIST_FIELDS,
    NAME,
    NEEDED_OF_A_CLAIM,
    SCHEMES,
    SEVERAL_IN_A_CELL,
)
from sources.heading import squeezed
from sources.yaml_text import read_yaml

CLAIMS = "claims"
CLAIMS_FILE = "data/claims.csv"

PublisherKind = Literal["government", "ngo", "opposition", "press", "un", "court", "family"]
Heading = Annotated[Text, BeforeValidator(lambda text: squeezed(text) if text else text)]
Fields = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda fields: (fields,) if isinstance(fields, str) else fields),
]


class Publisher(Declared):
    """Who publishes."""

    name: Text
    kind: PublisherKind


class Expectation(Declared):
    """How many rows a file should hold: fewer than the least is an error, more is warned of."""

    min_rows: Annotated[int, Field(ge=1)] = 1
    max_rows: Annotated[int, Field(ge=1)] | None = None


class Declaration(Declared):
    """What a source's YAML declares. `values` maps field, then published value, to a code.

    `names: public`: its publisher has published these names, and they may be published again.
    """

    title: Text
    publisher: Publisher
    independence_group: Text
    kind: Literal["release_list", "register", "status_list", "claims"]
    files: Text
    files_are: Literal["batches", "editions"] = "batches"
    awaited: bool = False
    names: Literal["public", "masked"] = "masked"
    reader: Literal["table", "html", "pdf", "json", "text", "own"]
    pattern: Text | None = None
    encoding: Text | None = None
    columns: Annotated[dict[Heading, Fields], Field(min_length=1)]
    ignore: tuple[Heading, ...] = ()
    values: dict[str, dict[Text, Text | None]] = Field(default_factory=dict)
    split: dict[str, Text] = Field(default_factory=dict)
    defaults: dict[str, Text] = Field(default_factory=dict)
    required: tuple[str, ...] = ()
    dates: Literal["iso", "dmy", "mdy"] | None = None
    name_order: Literal["given_first", "surname_first", "mixed"] | None = None
    row_key: tuple[Heading, ...] = ()
    expect: Expectation = Expectation()

    @field_validator("columns", "ignore", "row_key", mode="before")
    @classmethod
    def _one_spelling(cls, headings: object) -> object:
        if isinstance(headings, (dict, list)):
            names = [squeezed(name) for name in headings if isinstance(name, str)]
            if repeated := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{repeated} stand twice; keep one")
        return headings

    @field_validator("files")
    @classmethod
    def _inside(cls, pattern: str) -> str:
        if PurePosixPath(pattern).is_absolute() or ".." in PurePosixPath(pattern).parts:
            raise ValueError(f"{pattern} leaves the case; write a path below its folder")
        return pattern

    @field_validator("encoding")
    @classmethod
    def _codec(cls, name: str | None) -> str | None:
        try:
            return codecs.lookup(name).name if name else None
        except LookupError:
            raise ValueError(f"no encoding is called {name!r}; write one such as cp1252") from None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        faults = [*self._field_faults(), *self._heading_faults(), *self._reader_faults()]
        if self.names == "public" and self.kind != "release_list":
            faults.append("names: public is for kind: release_list alone; take it out")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @cached_property
    def heading_of(self) -> dict[str, str]:
        """The heading that feeds each field."""
        return {field: heading for heading, fields in self.columns.items() for field in fields}

    @property
    def allowed_fields(self) -> tuple[str, ...]:
        """The fields that a source of this kind may carry."""
        return CLAIM_FIELDS if self.kind == CLAIMS else LIST_FIELDS

    def _field_faults(self) -> Iterable[str]:
        fed = [field for fields in self.columns.values() for field in fields]
        for field in sorted({*fed, *self.values, *self.split, *self.defaults, *self.required}):
            if field not in self.allowed_fields:
                near = difflib.get_close_matches(field, self.allowed_fields, n=1)
                remedy = f"did you mean {near[0]}?" if near else f"use {self.allowed_fields}"
                yield f"no field is called {field!r}; {remedy}"
            elif fed.count(field) > 1:
                yield f"two headings feed {field}; put one of them under ignore:"
        for key, named in (("values", self.values), ("split", self.split)):
            yield from _unfed(key, named, fed)
        yield from _unfed("required", self.required, fed)
        for key, named in (("values", self.values), ("defaults", self.defaults)):
            for field in named:
                if field in self.allowed_fields and field not in SCHEMES.keys() | FREE_CATEGORIES:
                    yield f"{key}: binds categories only; take {field} out of it"
        for field in self.split:
            if field in fed and field not in SEVERAL_IN_A_CELL:
                yield f"split: {field} holds one value; only {sorted(SEVERAL_IN_A_CELL)} several"
        if DATES & set(fed) and not self.dates:
            yield "dates is missing; write iso, dmy or mdy, as the source writes its dates"
        if NAME in fed and not self.name_order:
            yield "name_order is missing; write given_first, surname_first or mixed"

    def _heading_faults(self) -> Iterable[str]:
        if both := sorted(self.columns.keys() & set(self.ignore)):
            yield f"{both} stand under columns: and ignore:; keep one"
        if unknown := sorted(set(self.row_key) - self.columns.keys() - set(self.ignore)):
            yield f"row_key: {unknown} stand neither under columns: nor ignore:; add them there"

    def _reader_faults(self) -> Iterable[str]:
        if self.reader != "text":
            if self.pattern:
                yield "pattern belongs to reader: text; take it out"
            return
        try:
            groups = re.compile(self.pattern or "").groupindex.keys()
        except re.error as error:
            yield f"pattern is no regular expression ({error}); mend it"
            return
        if groups != self.columns.keys() | set(self.ignore):
            yield (
                f"pattern names the groups {sorted(groups)};"
                " name one for each heading under columns: and ignore:"
            )


@dataclass(frozen=True)
class Source:
    """A source of the case.

    `shown` is the file that declares it, relative to the case; `own_reader` the Python
    file beside it. `needed` are the headings that a file must have.
    """

    id: str
    shown: str
    declaration: Declaration
    needed: frozenset[str]
    own_reader: Path | None = None


def read_sources(root: Path, codes: Mapping[str, frozenset[str]] | None = None) -> list[Source]:
    """Read every declaration of the case in the folder `root`, in order of id.

    `data/claims.csv`, where it is there, is the source `claims`. `codes` are the codes of each
    scheme of the labels; with them every code in `values:` and `defaults:` is checked.
    """
    found: dict[str, Source] = {}
    faults: list[str] = []
    for path in sorted((root / "sources").rglob("*.y*ml")):
        shown = path.relative_to(root).as_posix()
        if shown == CASE_FILE:
            continue
        try:
            source = _read_source(path, shown)
            if path.stem in found:
                raise SourceError(
                    f"{found[path.stem].shown} and {shown}: two sources with one name;"
                    " rename one file"
                )
            found[source.id] = source
            faults += _unlabelled(source, codes) if codes is not None else []
        except SourceError as error:
            faults.append(str(error))
    if (root / CLAIMS_FILE).is_file():
        if CLAIMS in found:
            faults.append(
                f"{found[CLAIMS].shown}: the name {CLAIMS} belongs to {CLAIMS_FILE};"
                " rename the file"
            )
        found[CLAIMS] = _claims()
    if faults:
        raise SourceError("\n".join(faults))
    return [found[name] for name in sorted(found)]


def _read_source(path: Path, shown: str) -> Source:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
        raise SourceError(
            f"{shown}: the name of the file is the source's name;"
            " write it in small letters, digits and _"
        )
    declaration = checked(Declaration, read_yaml(path, shown), shown)
    own_reader = path.with_suffix(".py") if declaration.reader == "own" else None
    if own_reader and not own_reader.is_file():
        raise SourceError(f"{shown}: reader: own needs {own_reader.name} beside it; write it")
    return Source(path.stem, shown, declaration, frozenset(declaration.columns), own_reader)


def _claims() -> Source:
    declaration = Declaration(
        title="Cifras publicadas",
        publisher=Publisher(name="varias organizaciones", kind="press"),
        independence_group=CLAIMS,
        kind="claims",
        files=CLAIMS_FILE,
        reader="table",
        columns={field: (field,) for field in CLAIM_FIELDS},
        dates="iso",
        name_order="given_first",
    )
    return Source(CLAIMS, CLAIMS_FILE, declaration, NEEDED_OF_A_CLAIM)


def _unfed(key: str, named: Iterable[str], fed: list[str]) -> Iterable[str]:
    for field in named:
        if field not in fed:
            yield f"{key}: names {field}, which no heading feeds; add it under columns:"


def _unlabelled(source: Source, codes: Mapping[str, frozenset[str]]) -> list[str]:
    declared = source.declaration
    used = [("values", field, code) for field, map_ in declared.values.items()
            for code in map_.values() if code is not None]  # fmt: skip
    used += [("defaults", field, code) for field, code in declared.defaults.items()]
    faults = []
    for key, field, code in used:
        scheme = SCHEMES.get(field)
        if field == "nationality" and not re.fullmatch(r"[A-Z]{2}", code):
            faults.append(f"{source.shown}: {key}.{field}: {code!r} is no country;"
                          " write two capital letters, ISO 3166-1")  # fmt: skip
        if scheme and code not in codes.get(scheme, frozenset()):
            known = sorted(codes.get(scheme, ()))
            faults.append(f"{source.shown}: {key}.{field}: no code {code!r}; write one of {known}")
    return faults
