"""Invented people: common Venezuelan given names and surnames, combined by a seeded generator."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

WOMEN = [
    "Yusmary", "Yuleisy", "Mileidy", "Yorgelis", "Génesis", "Dayana", "Yetzabel", "Nairobi",
    "Zuleima", "Marbelis", "Coromoto", "Betzaida", "Yaritza", "Mirla", "Oriana", "Andreína",
    "Yennifer", "Katiuska", "Rosángela", "Carolina", "Josefina", "Milagros", "Beatriz",
    "Xiomara", "Nohelia", "Adriana", "Mariángel", "Yamileth", "Francis", "Eglée", "Thaís",
    "Belkis", "Gladys", "Norkis", "Leidy",
]  # fmt: skip
MEN = [
    "Wuilkerman", "Jhonatan", "Yorman", "Yeferson", "Wilmer", "Franklin", "Jhoan", "Edixon",
    "Yonaiker", "Deivis", "Maikel", "Gregorio", "Argenis", "Rómulo", "Ángel", "Néstor",
    "Héctor", "Ramón", "Freddy", "Gustavo", "Leonardo", "Alexis", "Orangel", "Josué",
    "Yohendry", "Kleiver", "Asdrúbal", "Eudis", "Nelson", "Rubén", "Dixon", "Elvis", "Ender",
    "Winder", "Anderson", "Rainer", "Yilbert", "Omar", "Joel", "Hermes", "Simón", "Douglas",
    "Alirio", "Evaristo", "Fidel", "Ismael", "Darwin", "Kenyer", "Luis", "Jairo",
]  # fmt: skip
SURNAMES = [
    "Aponte", "Arteaga", "Barrios", "Bastidas", "Belisario", "Blanco", "Bracho", "Briceño",
    "Cabrera", "Camacaro", "Cáceres", "Carvajal", "Castellano", "Cedeño", "Chacín",
    "Colmenárez", "Cordero", "Dávila", "Delgado", "Echenique", "Escalona", "Escobar", "Fajardo",
    "Farías", "Fernández", "Figuera", "Freites", "Gallardo", "García", "Godoy", "Graterol",
    "Guédez", "Guillén", "Guzmán", "Hidalgo", "Hurtado", "Jiménez", "Labrador", "Ledezma",
    "Lugo", "Mendoza", "Monsalve", "Montilla", "Mujica", "Natera", "Navas", "Núñez", "Ojeda",
    "Oropeza", "Pacheco", "Paredes", "Peñaloza", "Perdomo", "Pernía", "Piñango", "Querales",
    "Quintero", "Rangel", "Requena", "Rincón", "Rivero", "Rojas", "Salazar", "Sequera", "Silva",
    "Sosa", "Suárez", "Tovar", "Urbina", "Urdaneta", "Valera", "Vásquez", "Velásquez",
    "Villalobos", "Villegas", "Yépez", "Zabala", "Zambrano", "Zerpa", "de la Rosa", "San Juan",
    "del Valle", "Da Silva", "de Freitas",
]  # fmt: skip
NICKNAMES = {"Francisco": "Pancho", "Gregorio": "Goyo", "Wilmer": "Willy", "Ramón": "Moncho"}
PLACES = [
    ("El Rodeo I", "Miranda"), ("Tocorón", "Aragua"), ("Yare III", "Miranda"),
    ("El Helicoide", "Distrito Capital"), ("Tocuyito", "Carabobo"), ("El Rodeo II", "Miranda"),
    ("PNB Zona 7", "Miranda"), ("DGCIM Boleíta", "Miranda"), ("Fénix de Lara", "Lara"),
    ("Yare II", "Miranda"),
]  # fmt: skip
WOMENS_PLACES = [("INOF", "Miranda"), ("La Crisálida", "Miranda"), ("Ana María Campos", "Zulia")]
BARRACKS = ("Ramo Verde", "Miranda")
FOR_ADOLESCENTS = ("El Manzano", "Lara")
UNKNOWN_PLACE = ("Anexo Los Samanes (inventado)", "Guárico")
CHARGES = ["instigación al odio", "terrorismo", "traición a la patria", "asociación para delinquir"]


@dataclass
class Person:
    """One true person, as nobody's list shows it in full."""

    person: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    sex: str
    age: int
    cedula: int
    detained: date
    place: tuple[str, str]
    offence: str
    category: str = "civilian"
    nationality: tuple[str, ...] = ("VE",)
    common_crime: bool = False
    has_double: bool = False  # a relative or homonym: no part of the name is ever lost
    has_homonym: bool = False  # the identity number is never lost


class People:
    """Everybody in the world; no two share first given name and first surname by accident."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.everybody: list[Person] = []
        self.taken: set[tuple[str, str]] = set()

    def born(self, **traits: Any) -> Person:
        """Invent one more person; `traits` are fields of Person that are not left to chance."""
        sex = str(traits.get("sex") or ("F" if self.random.random() < 0.15 else "M"))
        names = WOMEN if sex == "F" else MEN
        given = tuple(self.random.sample(names, 2 if self.random.random() < 0.75 else 1))
        family = tuple(self.random.sample(SURNAMES, 2 if self.random.random() < 0.92 else 1))
        if not {"given", "family"} & set(traits) and (given[0], family[0]) in self.taken:
            return self.born(**traits)
        age = self.random.randrange(19, 68)
        abroad = "nationality" in traits and "VE" not in traits["nationality"]
        fields: dict[str, Any] = {
            "person": f"P{len(self.everybody) + 1:05}",
            "given": given,
            "family": family,
            "sex": sex,
            "age": age,
            "cedula": (84 if abroad else 37 - age // 2) * 1_000_000
            + self.random.randrange(1_000_000),
            "detained": date(2024, 7, 29) + timedelta(days=self.random.randrange(480)),
            "place": self.random.choice(WOMENS_PLACES if sex == "F" else PLACES),
            "offence": self.random.choice(CHARGES),
        }
        person = Person(**(fields | traits))
        self.taken.add((person.given[0], person.family[0]))
        self.everybody.append(person)
        return person

    def two_names(self) -> tuple[str, ...]:
        """Draw two given names of men."""
        return tuple(self.random.sample(MEN, 2))

    def sibling(self, of: Person) -> Person:
        """Both surnames, prison and day of detention of `of`, another given name."""
        names = [name for name in (WOMEN if of.sex == "F" else MEN) if name not in of.given]
        of.has_double = True
        return self.born(
            given=tuple(self.random.sample(names, 2)), family=of.family, sex=of.sex,
            place=of.place, detained=of.detained, age=of.age - 3, has_double=True,
        )  # fmt: skip

    def son(self, of: Person) -> Person:
        """The first name and first surname of his father, the other parts his own."""
        of.has_double = True
        other = self.random.choice([name for name in MEN if name not in of.given])
        mother = self.random.choice([name for name in SURNAMES if name not in of.family])
        return self.born(
            given=(of.given[0], other), family=(of.family[0], mother), sex=of.sex,
            age=19 + of.age % 6, has_double=True,
        )  # fmt: skip

    def homonym(self, of: Person) -> Person:
        """The very name of `of` on someone else."""
        of.has_double = of.has_homonym = True
        return self.born(
            given=of.given, family=of.family, sex=of.sex, has_double=True, has_homonym=True
        )
