"""A source's own reader: the function `read(path)` of the Python file beside its YAML."""

import importlib.util
from pathlib import Path
from types import ModuleType

from sources.error import SourceError
from sources.grid import Contents, File, numbered


def read_own(file: File, reader: Path) -> Contents:
    """Call `read(path)`, which returns a data frame whose every cell is text; nan is blank.

    The path is that of the snapshot: its name is its hash, its suffix the file's.
    """
    read = getattr(_module(reader), "read", None)
    if read is None:
        raise SourceError(f"{reader.name}: has no function read(path); write it")
    try:
        frame = read(file.path)
    except Exception as error:
        raise SourceError(
            f"{file.shown}: {reader.name} failed on it ({type(error).__name__}); mend one of them"
        ) from error
    for name in frame.columns:
        if not all(isinstance(cell, str) for cell in frame[name].dropna()):
            raise SourceError(f"{reader.name}: column {name} is not text; read it with dtype=str")
    file.refuse_if_large(frame.size)
    rows = [[str(name) for name in frame.columns], *frame.fillna("").values.tolist()]
    return Contents([numbered(rows, "row")])


def _module(reader: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"sources_own_{reader.stem}", reader)
    if spec is None or spec.loader is None:
        raise SourceError(f"{reader.name}: is no Python file; write read(path) in it")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise SourceError(
            f"{reader.name}: cannot be loaded ({type(error).__name__}: {error}); mend it"
        ) from error
    return module
