"""What a spreadsheet does: records with one folded name, its words in any order, or one number."""

import re
import unicodedata

from tests.benchmarks.peers.exchange import Pair, records, within, write


def key(name: str) -> str:
    """The name without accents, in capitals, its words in alphabetical order."""
    letters = unicodedata.normalize("NFD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()
    return " ".join(sorted(re.findall("[A-Z0-9]+", plain)))


def link() -> set[Pair]:
    """Pairs that share a key."""
    rows = records("full_name", "id")
    names = {row["record_id"]: key(row["full_name"]) for row in rows if key(row["full_name"])}
    numbers = {row["record_id"]: row["id"] for row in rows if row["id"]}
    return {*within(names), *within(numbers)}


if __name__ == "__main__":
    write(link())
