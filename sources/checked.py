"""Pydantic's complaints, said so that whoever wrote the YAML can act on them."""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from sources.error import SourceError


class Declared(BaseModel):
    """A mapping in a YAML file: no other key than these, and nothing changes it later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Kind = TypeVar("Kind", bound=Declared)


def checked(kind: type[Kind], declared: dict[str, Any], shown: str) -> Kind:
    """Build `kind` from what a YAML file declares; SourceError names file, key and remedy."""
    try:
        return kind.model_validate(declared)
    except ValidationError as error:
        raise SourceError("\n".join(_said(shown, kind, one) for one in error.errors())) from None


def _said(shown: str, kind: type[Declared], error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            allowed = f"; write one of {_keys(kind)}" if len(error["loc"]) == 1 else ""
            return f"{shown}: unknown key {key}{allowed or '; take it out or correct it'}"
        case "missing":
            return f"{shown}: {key} is missing; add it"
        case "value_error":
            return f"{shown}: {f'{key}: ' if key else ''}{error['ctx']['error']}"
        case "literal_error":
            return f"{shown}: {key} is {error['input']!r}; write {error['ctx']['expected']}"
        case _:
            return f"{shown}: {key} is {error['input']!r}; {_lowered(error['msg'])}"


def _keys(kind: type[Declared]) -> str:
    return ", ".join(field.alias or name for name, field in kind.model_fields.items())


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
