"""How lists spoil names and identity numbers, so that a person could still tell."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from people import NICKNAMES, Person

BY_EAR = [("v", "b"), ("z", "s"), ("ll", "y"), ("h", ""), ("Y", "J"), ("Jh", "Y"), ("ge", "je")]
BY_EYE = [("m", "rn"), ("l", "1"), ("o", "0"), ("u", "ii"), ("í", "i"), ("rn", "m")]
MOJIBAKE = {letter: letter.encode().decode("cp1252") for letter in "áéóúñ"}
RANKS = ["Cap.", "Tte.", "Sgto.", "Cnel."]


def plain(text: str) -> str:
    """Strip accents from `text`, tildes of ñ included."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def swapped(random: Random, text: str, swaps: list[tuple[str, str]]) -> str:
    """Apply one of `swaps`, at its first place in `text`, or none where none applies."""
    possible = [swap for swap in swaps if swap[0] in text]
    return text.replace(*random.choice(possible), 1) if possible else text


class Typist:
    """Writes people down for one list.

    `surname_first` is the share of rows that begin with the surnames; `care` runs from 0 to 1 and
    scales every slip; `keeps_ids` is the share of rows with an identity number; `capitals` the
    share written in capitals without accents.
    """

    def __init__(
        self, random: Random, surname_first: float, care: float, keeps_ids: float, capitals: float
    ) -> None:
        self.random = random
        self.surname_first = surname_first
        self.slip = 1 - care
        self.keeps_ids = keeps_ids
        self.capitals = capitals

    def slips(self, share: float) -> bool:
        """Draw whether a slip of this share, at no care at all, happens now."""
        return self.random.random() < share * self.slip

    def name(self, person: Person) -> str:
        """Write a name: parts dropped, one slip of spelling at most, in the list's own order."""
        given, family = list(person.given), list(person.family)
        whole = person.has_double or not self.slips(0.6)
        if not whole:
            if len(family) > 1 and self.random.random() < 0.6:
                family.pop()
            elif len(given) > 1:
                second = given.pop()
                if self.random.random() < 0.4:
                    given.append(f"{second[0]}.")
        if len(family) > 1 and person.sex == "F" and self.slips(0.04):
            family[1] = f"de {family[1]}"
        if family[0].startswith("de ") and self.slips(0.5):
            family[0] = family[0].replace(" ", "").capitalize()
        given_part, family_part = " ".join(given), " ".join(family)
        if self.random.random() < self.surname_first:
            comma = "," if self.slips(0.5) else ""
            name = f"{family_part}{comma} {given_part}"
        else:
            name = f"{given_part} {family_part}"
        name = self.adorned(person, name if person.has_double else self.misspelt(name))
        broken = any(pair in name for pair in MOJIBAKE.values())
        return plain(name).upper() if self.random.random() < self.capitals and not broken else name

    def misspelt(self, name: str) -> str:
        """Spell by ear, misread, lose the accents or break the encoding: one of them, or none."""
        slips: list[tuple[float, Callable[[str], str]]] = [
            (0.16, lambda text: swapped(self.random, text, BY_EAR)),
            (0.04, lambda text: swapped(self.random, text, BY_EYE)),
            (0.30, plain),
            (0.05, lambda text: re.sub("[áéóúñ]", lambda letter: MOJIBAKE[letter[0]], text)),
        ]
        for share, slip in slips:
            if self.slips(share):
                return slip(name)
        return name

    def adorned(self, person: Person, name: str) -> str:
        """Add what is no part of the name: a rank, a nickname, an age."""
        if person.category == "military" and self.slips(0.6):
            return f"{self.random.choice(RANKS)} {name}"
        nickname = NICKNAMES.get(person.given[0])
        if nickname and self.slips(0.8):
            return f"{name} ({nickname})"
        return f"{name} ({person.age} años)" if self.slips(0.02) else name

    def national_id(self, person: Person) -> str:
        """Write an identity number in one of the forms lists use; blank where it is not told."""
        if self.random.random() >= self.keeps_ids and not person.has_homonym:
            return ""
        letter = "V" if "VE" in person.nationality else "E"
        number = str(person.cedula)
        if self.slips(0.02) and not person.has_homonym:
            place = self.random.randrange(2, len(number))
            number = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        dotted = f"{number[:-6]}.{number[-6:-3]}.{number[-3:]}"
        if self.slips(0.05) and not person.has_homonym:
            return f"{letter}-{dotted[:-3]}***"
        forms = [
            f"{letter}-{dotted}",
            f"{letter}{number}",
            f"{letter}-{number}",
            f"{letter} {dotted}",
        ]
        bare = [number, dotted, f"{number}.0"] if letter == "V" else []
        return self.random.choice(forms + bare)
