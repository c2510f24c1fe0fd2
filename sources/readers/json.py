"""JSON: a list of objects, alone or under the one key that holds such a list."""

import json
from typing import Any

from sources.error import SourceError
from sources.grid import Contents, File, Grid
from sources.readers.encoded import decoded


def read_json(file: File, encoding: str | None) -> Contents:
    """Take the objects as rows, their keys as headings; rows are located as `item 4`.

    Numbers stay as they are written, null is blank, and so is a key that an object lacks.
    """
    text, used = decoded(file.path.read_bytes(), encoding, file.shown)
    try:
        loaded = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, file.shown),
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(f"{file.shown}: is no JSON ({error}); fetch it again") from error
    items = _items(loaded, file.shown)
    headings = list(dict.fromkeys(key for item in items for key in item))
    file.refuse_if_large(len(headings) * len(items))
    rows = [
        [_text(item.get(heading), f"{file.shown}, item {place}: {heading}") for heading in headings]
        for place, item in enumerate(items, start=1)
    ]
    locators = ["", *(f"item {place}" for place in range(1, len(items) + 1))]
    return Contents([Grid([headings, *rows], locators)], used)


def _object(pairs: list[tuple[str, Any]], shown: str) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if repeated := sorted({key for key in keys if keys.count(key) > 1}):
        raise SourceError(f"{shown}: an object holds {repeated} twice; keep one")
    return dict(pairs)


def _items(loaded: Any, shown: str) -> list[dict[str, Any]]:
    lists = [loaded] if isinstance(loaded, list) else []
    if isinstance(loaded, dict):
        lists = [value for value in loaded.values() if isinstance(value, list)]
    if len(lists) != 1:
        raise SourceError(f"{shown}: holds {len(lists)} lists; one list of objects is read")
    for place, item in enumerate(lists[0], start=1):
        if not isinstance(item, dict):
            raise SourceError(f"{shown}, item {place}: is no object; write it with its keys")
    return lists[0]


def _text(value: Any, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    raise SourceError(f"{where}: holds an object or a list; write it as text")
