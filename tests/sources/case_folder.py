"""An invented case, built file by file in a temporary folder."""

from pathlib import Path

from sources import Reading, Source, read_document, read_sources
from sources.document import describe

CASE = """\
title: {es: Caso inventado, en: Invented case}
country: VE
timezone: America/Caracas
identity: ve_cedula
"""

REFERENCE = {
    "labels": "scheme,code,es,en\n"
    "event,release,excarcelación,release\n"
    "measure,full_freedom,libertad plena,full freedom\n"
    "measure,reporting,presentación,reporting\n"
    "political,no,no,no\n"
    "political,unstated,no se dice,not stated\n",
    "facilities": "facility,facility_kind,state,aliases,notes\n"
    "Tocorón,prison,Aragua,Centro de Aragua|CPT,\n"
    "Yare III,,,,\n",
    "states": "state,aliases\nAragua,Edo. Aragua\n",
    "offences": "offence,excluded,aliases\nhomicidio,yes,asesinato\nterrorismo,no,\n",
}

LIST = {
    "title": "Lista inventada",
    "publisher": "{name: Nadie, kind: ngo}",
    "independence_group": "nadie",
    "kind": "release_list",
    "files": "data/inbox/list/*",
    "reader": "table",
    "columns": "{N°: row_id, Nombre: full_name, Fecha: occurred_on}",
    "dates": "dmy",
    "name_order": "given_first",
}


class CaseFolder:
    """A case to be built file by file."""

    def __init__(self, root: Path):
        self.root = root
        self.reference = root / "data/reference"
        self.snapshots = root / "data/snapshots"
        self.write("sources/case.yml", CASE)
        for name, text in REFERENCE.items():
            self.write(f"data/reference/{name}.csv", text)

    def write(self, path: str, content: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def declare(self, name: str = "list", group: str = "ngo", **keys: str | None) -> None:
        """Declare a source: the keys of `LIST`, changed; None takes a key out."""
        declared = {key: text for key, text in (LIST | keys).items() if text is not None}
        text = "\n".join(f"{key}: {value}" for key, value in declared.items())
        self.write(f"sources/{group}/{name}.yml", text + "\n")

    def source(self, name: str = "list") -> Source:
        return next(source for source in read_sources(self.root) if source.id == name)

    def read(self, path: str, content: str | bytes | None = None) -> Reading:
        """Read one file of the source `list`."""
        if content is not None:
            self.write(path, content)
        source = self.source()
        return read_document(source, describe(self.root, source, self.root / path))
