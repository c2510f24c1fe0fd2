"""YAML in which every scalar is text, so that `no` is a word and `0412` keeps its nought."""

from pathlib import Path
from typing import Any

import yaml

from sources.error import SourceError

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml(path: Path, shown: str) -> dict[str, Any]:
    """Read a YAML mapping: text, lists, mappings, and None for a bare `null`, `~` or nothing.

    `shown` names the file in messages. Anchors, aliases, tags and repeated keys raise
    SourceError, as does anything that is no YAML mapping.
    """
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_TextLoader)  # noqa: S506
    except UnicodeDecodeError as error:
        raise SourceError(f"{shown}: is not UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise SourceError(f"{shown}{line}: {error.problem}; mend the YAML there") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceError(f"{shown}: is no readable YAML ({error}); mend it") from error
    if not isinstance(loaded, dict):
        raise SourceError(f"{shown}: holds no mapping of keys; write `key: value` lines")
    return loaded


class _TextLoader(yaml.BaseLoader):
    """Loads scalars as text and refuses what would make a declaration say less than it shows."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _fault("anchors and aliases are not read: write the value out", event)
        if getattr(event, "tag", None):
            raise _fault(f"the tag {event.tag} is not read: take it out", event)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode) -> str | None:  # type: ignore[override]
        if node.style is None and node.value in _NOTHING:
            return None
        return str(node.value)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or self.construct_scalar(key) is None:
                raise _fault("a key must be text: put it in quotes", key)
            if key.value in seen:
                raise _fault(f"the key {key.value!r} stands twice: keep one", key)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _fault(problem: str, at: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=at.start_mark)
