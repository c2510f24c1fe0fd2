"""True persons and their families, as no list shows them in full."""

import csv
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from tests.linkage.pools import Pools

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
# Days of release, after some of which many came out at once, and how many then.
FIRST, LAST = date(2025, 12, 20).toordinal(), date(2026, 2, 8).toordinal()
WAVES = {
    date(2025, 12, 25): 60, date(2026, 1, 1): 60, date(2026, 1, 8): 15, date(2026, 1, 11): 25,
    date(2026, 1, 12): 90, date(2026, 1, 14): 40, date(2026, 1, 24): 40, date(2026, 1, 25): 90,
    date(2026, 1, 30): 30, date(2026, 2, 8): 35,
}  # fmt: skip
PROTESTS = date(2024, 7, 29).toordinal()  # the days after it brought half of all detentions
# Cédulas are given out in order of request: the number, in millions, by year of birth.
CEDULA_BY_BIRTH = [(1935, 1.2), (1950, 3.6), (1960, 6.0), (1970, 10.2), (1980, 14.8), (1990, 20.0),
                   (2000, 27.4), (2010, 33.5)]  # fmt: skip
MEN = 0.86
# Shares of families of each kind among all, so that about a tenth of persons has a close double.
KINDS = {"siblings": 0.022, "parent_child": 0.014, "twins": 0.007, "homonyms": 0.010}


@dataclass(slots=True)
class Person:
    """One true person; days are ordinals of `datetime.date`."""

    person: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    sex: str
    born: int
    cedula: int
    foreign: bool
    detained: int
    released: int
    facility: str
    state: str
    mark: str | None = None  # what tells father from son: padre, hijo


@dataclass(slots=True)
class Family:
    """Persons whom a list may confuse; `kind` is None for somebody alone."""

    kind: str | None
    members: list[Person]


class People:
    """Draws families without end, all from one seed."""

    def __init__(self, seed: int, people: int) -> None:
        self.random = Random(f"people {seed}")
        self.pools = Pools(seed, people)
        self.taken: set[int] = set()
        self.count = 0

    def families(self) -> Iterator[Family]:
        """Families one after another; most are persons alone."""
        make = {
            "siblings": self._siblings,
            "parent_child": self._parent_and_child,
            "twins": self._twins,
            "homonyms": self._homonyms,
        }
        while True:
            chance = self.random.random()
            for kind, share in KINDS.items():
                chance -= share
                if chance < 0:
                    yield Family(kind, make[kind]())
                    break
            else:
                yield Family(None, [self._person()])

    def _person(self) -> Person:
        random = self.random
        sex = "M" if random.random() < MEN else "F"
        born = date(2025, 7, 1).toordinal() - int(365.25 * (18 + 55 * random.random() ** 1.8))
        year = 1 + int(born / 365.2425)
        family = (self.pools.surname(random),)
        if random.random() < 0.94:
            family = (family[0], self.pools.surname(random))
        foreign = random.random() < 0.02
        facility, state = _place(random, sex)
        self.count += 1
        return Person(
            person=f"P{self.count:07}",
            given=self.pools.given(random, sex, year),
            family=family,
            sex=sex,
            born=born,
            cedula=self._cedula(born, foreign),
            foreign=foreign,
            detained=_detained(random),
            released=_released(random),
            facility=facility,
            state=state,
        )

    def _cedula(self, born: int, foreign: bool) -> int:
        while True:
            if foreign:
                number = self.random.randrange(80_100_000, 84_900_000)
            else:
                number = int(_typical(1 + born / 365.2425) + self.random.gauss(0, 350_000))
            if number > 400_000 and number not in self.taken:
                self.taken.add(number)
                return number

    def _beside(self, cedula: int) -> int:
        """A number given out soon after another."""
        while True:
            cedula += self.random.randrange(1, 60)
            if cedula not in self.taken:
                self.taken.add(cedula)
                return cedula

    def _like(self, other: Person, held_together: float, freed_together: float) -> Person:
        """Somebody else, often detained and let out with the other."""
        random, person = self.random, self._person()
        person.state = other.state
        if random.random() < held_together:
            person.detained, person.facility = other.detained, other.facility
        if random.random() < freed_together:
            person.released = other.released
        return person

    def _siblings(self) -> list[Person]:
        random, eldest = self.random, self._person()
        if len(eldest.family) == 1:
            eldest.family += (self.pools.surname(random),)
        members = [eldest]
        for _ in range(2 if random.random() < 0.1 else 1):
            sibling = self._like(eldest, 0.8, 0.75)
            sibling.family, sibling.foreign = eldest.family, eldest.foreign
            sibling.born = eldest.born + random.randrange(320, 3000)
            beside = random.random() < 0.3 or eldest.foreign
            sibling.cedula = (
                self._beside(eldest.cedula) if beside else self._cedula(sibling.born, False)
            )
            if random.random() < 0.12 and len(sibling.given) == 2 and sibling.sex == eldest.sex:
                sibling.given = (eldest.given[0], sibling.given[1])
            if sibling.given[0] != eldest.given[0] or sibling.given[-1] != eldest.given[-1]:
                members.append(sibling)
        return members if len(members) > 1 else self._siblings()

    def _parent_and_child(self) -> list[Person]:
        random, parent = self.random, self._person()
        parent.born = date(1977, 1, 1).toordinal() - random.randrange(6000)
        parent.cedula = self._cedula(parent.born, parent.foreign)
        child = self._like(parent, 0.55, 0.6)
        child.sex = parent.sex
        child.born = parent.born + random.randrange(18 * 365, 30 * 365)
        child.foreign = False
        child.cedula = self._cedula(child.born, False)
        second = parent.given[1:] if random.random() < 0.5 else child.given[1:]
        child.given = (parent.given[0], *(part for part in second if part != parent.given[0]))
        mother = parent.family[-1] if random.random() < 0.08 else self.pools.surname(random)
        child.family = (parent.family[0], mother)
        parent.mark, child.mark = "padre", "hijo" if child.sex == "M" else "hija"
        return [parent, child]

    def _twins(self) -> list[Person]:
        random, one = self.random, self._person()
        if len(one.family) == 1:
            one.family += (self.pools.surname(random),)
        other = self._like(one, 0.9, 0.85)
        other.sex, other.family, other.born = one.sex, one.family, one.born
        other.foreign = one.foreign
        year = 1 + int(one.born / 365.2425)
        alike = random.random() < 0.5
        for _ in range(40):  # parents of twins like names that begin alike
            other.given = self.pools.given(random, one.sex, year)
            if other.given[0] != one.given[0] and (
                not alike or other.given[0][0] == one.given[0][0]
            ):
                break
        beside = random.random() < 0.75 or one.foreign
        other.cedula = self._beside(one.cedula) if beside else self._cedula(one.born, False)
        return [one, other] if other.given[0] != one.given[0] else self._twins()

    def _homonyms(self) -> list[Person]:
        random, one = self.random, self._person()
        one.given = tuple(dict.fromkeys([self.pools.first[one.sex].draw(random), *one.given[1:]]))
        one.family = (self.pools.family.draw(random), self.pools.family.draw(random))
        other = self._person()
        other.sex, other.given, other.family = one.sex, one.given, one.family
        return [one, other]


@cache
def _places(sex: str) -> tuple[list[tuple[str, str]], list[float]]:
    """Places of detention with their state, and running sums of how many were held there."""
    never = {"home", "unknown", "hospital", "women_prison" if sex == "M" else "military_prison"}
    with (REFERENCE / "facilities.csv").open(encoding="utf-8", newline="") as file:
        places = [
            (place["facility"], place["state"])
            for place in csv.DictReader(file)
            if place["state"] and place["facility_kind"] not in never
        ]
    return places, list(accumulate(1 / (rank + 1.5) ** 0.8 for rank in range(len(places))))


@cache
def states() -> list[str]:
    """The states of the country."""
    with (REFERENCE / "states.csv").open(encoding="utf-8", newline="") as file:
        return [entry["state"] for entry in csv.DictReader(file)]


def _place(random: Random, sex: str) -> tuple[str, str]:
    """A place, and the state of the person: where detained, which is not always the place's."""
    places, sums = _places(sex)
    facility, state = places[bisect(sums, random.random() * sums[-1])]
    return facility, state if random.random() < 0.5 else random.choice(states())


@cache
def _days() -> tuple[range, list[int]]:
    days = range(FIRST, LAST + 1)
    return days, list(accumulate(WAVES.get(date.fromordinal(day), 6) for day in days))


def _released(random: Random) -> int:
    days, sums = _days()
    return days[bisect(sums, random.random() * sums[-1])]


def _detained(random: Random) -> int:
    if random.random() < 0.5:
        return PROTESTS + int(random.expovariate(0.25))
    return PROTESTS - 600 + random.randrange(1090)


def _typical(year: float) -> float:
    """The cédula typical of a year of birth."""
    for (early, low), (late, high) in pairwise(CEDULA_BY_BIRTH):
        if year < late:
            return 1e6 * (low + (high - low) * (year - early) / (late - early))
    return 1e6 * CEDULA_BY_BIRTH[-1][1]


@cache
def iso(day: int) -> str:
    """A day as ISO text."""
    return date.fromordinal(day).isoformat()


def years(born: int, on: int) -> int:
    """Age in whole years on a day."""
    birth, day = date.fromordinal(born), date.fromordinal(on)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
