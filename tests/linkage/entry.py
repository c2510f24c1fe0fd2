"""How one list writes down one person: what it says, and how that was spoilt."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any, Literal

from tests.linkage import spelling
from tests.linkage.people import Person, iso, years

NICKNAMES = {
    "José": "Cheo Pepe Joseíto", "Jesús": "Chuo Chucho Chuíto", "Luis": "Lucho Wicho Luisito",
    "Francisco": "Pancho Paco Kiko", "Rafael": "Rafa Falo Rafucho", "Ramón": "Moncho Monchito",
    "Gregorio": "Goyo", "Alberto": "Beto Tito", "Roberto": "Beto Robert", "Enrique": "Kike Quique",
    "Eduardo": "Edu Lalo", "Manuel": "Manolo Mane", "Antonio": "Toño Tony", "Juan": "Juancho Juanito",
    "Pedro": "Perucho Pedrito", "Miguel": "Migue Mike", "Alejandro": "Ale Jano", "Carlos": "Carlitos Charly",
    "Fernando": "Nando Fer", "Vicente": "Chente", "Ignacio": "Nacho", "Alexander": "Alex Xander",
    "Wilmer": "Willy", "Domingo": "Mingo", "Gustavo": "Gus Tavo", "Víctor": "Vitico", "Daniel": "Dani",
    "María": "Mari Mayita", "Carmen": "Carmencita", "Isabel": "Chabela Isa", "Rosa": "Rosita",
    "Ana": "Anita", "Josefina": "Fina", "Mercedes": "Meche", "Beatriz": "Bea", "Carolina": "Caro",
}  # fmt: skip
EPITHETS = ["El Gocho", "El Catire", "El Negro", "El Chino", "El Maracucho", "Pelón", "El Flaco",
            "La Negra", "Chicho", "El Profe", "Cabezón", "Toto"]  # fmt: skip
RANKS = ["Cap.", "Tte.", "Sgto.", "Sgto. 1ro.", "Cnel.", "Cnel. (r)", "Gral.", "S/1", "My.",
         "Capitán", "Teniente"]  # fmt: skip
TITLES = ["Dr.", "Ing.", "Abg.", "Lic.", "Prof.", "Sr.", "Ciudadano"]
TITLES_OF_WOMEN = ["Dra.", "Ing.", "Abg.", "Lic.", "Profa.", "Sra.", "Ciudadana"]
MARRIED = ["González", "Pérez", "Rojas", "Díaz", "León", "Parra", "Medina", "Blanco", "Mora", "Gil",
           "Carrillo", "Toro", "Paz", "Leal", "Guerra", "Urbina", "Silva", "Mata"]  # fmt: skip
OTHER_PLACES = ["Destacamento", "Sede policial", "Tribunal", "Comandancia", "Calabozos"]


@dataclass(frozen=True)
class Style:
    """Shares of rows that a list writes in each way, from 0 to 1."""

    name_order: Literal["given_first", "surname_first", "mixed"] = "given_first"
    surname_first: float = 0.06
    comma: float = 0.5
    capitals: float = 0.04
    accents_lost: float = 0.22
    family_dropped: float = 0.4
    given_dropped: float = 0.36
    initial: float = 0.25  # of the dropped ones
    called_by_second: float = 0.015
    by_ear: float = 0.14
    by_eye: float = 0.01
    typed: float = 0.04
    misencoded: float = 0.03
    cut: float = 0.01
    without_a_space: float = 0.012
    nickname: float = 0.04
    nickname_instead: float = 0.012
    title: float = 0.03
    married: float = 0.07  # of women
    joined: float = 0.25  # of parts in several words
    marked: float = 0.12  # of fathers and sons
    ids: float = 0.1
    id_misread: float = 0.02
    id_masked: float = 0.12
    id_placeholder: float = 0.02
    dated: float = 0.85
    day_off: float = 0.12
    days_swapped: float = 0.015
    month_only: float = 0.02
    detained: float = 0.45
    birth: float = 0.0
    age: float = 0.4
    sex: float = 0.5
    facility: float = 0.7
    facility_other: float = 0.1
    state: float = 0.65
    state_other: float = 0.06
    published_on: int = date(2026, 2, 9).toordinal()


STYLES = {
    "official": Style(
        name_order="surname_first",
        surname_first=0.86,
        comma=0.4,
        capitals=0.78,
        accents_lost=0.55,
        family_dropped=0.09,
        given_dropped=0.09,
        initial=0.2,
        called_by_second=0.004,
        by_ear=0.08,
        by_eye=0.04,
        typed=0.05,
        misencoded=0.02,
        cut=0.03,
        nickname=0.006,
        nickname_instead=0.001,
        title=0.02,
        married=0.05,
        ids=0.8,
        id_misread=0.015,
        id_masked=0.02,
        id_placeholder=0.012,
        dated=0.97,
        day_off=0.05,
        days_swapped=0.02,
        month_only=0.005,
        detained=0.1,
        birth=0.06,
        age=0.12,
        sex=0.6,
        facility=0.85,
        state=0.9,
    ),
    "ngo": Style(),
    "press": Style(
        capitals=0.01,
        surname_first=0.02,
        accents_lost=0.15,
        family_dropped=0.62,
        given_dropped=0.6,
        initial=0.1,
        title=0.06,
        ids=0.05,
        dated=0.9,
        detained=0.3,
        age=0.25,
        sex=0.1,
        facility=0.55,
        state=0.5,
    ),
    "committee": Style(
        name_order="mixed",
        surname_first=0.35,
        capitals=0.25,
        accents_lost=0.45,
        family_dropped=0.3,
        given_dropped=0.25,
        by_ear=0.18,
        by_eye=0.02,
        ids=0.14,
        dated=0.75,
        detained=0.55,
        birth=0.15,
        published_on=date(2026, 2, 12).toordinal(),
    ),
}


@dataclass(slots=True)
class Entry:
    """What a row says, as columns of `staging.record`, and the kinds of noise in it."""

    said: dict[str, Any]
    noise: list[str]


def freed_before(random: Random, person: Person) -> Person:
    """The same person on an earlier release, after which a new arrest came."""
    return replace(person, released=person.released - random.randrange(16, 40))


def written(random: Random, style: Style, person: Person, with_id: bool) -> Entry:
    """Write one person down."""
    noise: list[str] = []
    said: dict[str, Any] = {
        "name_order": style.name_order,
        "published_on": iso(style.published_on),
        "full_name": _name(random, style, person, noise),
    }
    if with_id:
        _id(random, style, person, said, noise)
    _detained(random, style, person, said, noise)
    _occurred(random, style, person, said, noise)
    if random.random() < style.birth:
        said["birth_from"] = said["birth_to"] = iso(person.born)
    elif random.random() < style.age:
        age = years(person.born, style.published_on)
        if random.random() < 0.2:
            age += random.choice((-1, -1, 1, -2, 2, 10))
            noise.append("age_off")
        said["age"] = age
    if random.random() < style.sex:
        said["sex"] = person.sex
    if random.random() < style.facility:
        said["facility"] = person.facility
        if random.random() < style.facility_other:
            said["facility"] = random.choice(OTHER_PLACES)
            noise.append("other_facility")
    if random.random() < style.state:
        said["state"] = person.state
        if random.random() < style.state_other:
            said["state"] = "Miranda" if person.state != "Miranda" else "Distrito Capital"
            noise.append("other_state")
    return Entry(said, noise)


def _name(random: Random, style: Style, person: Person, noise: list[str]) -> str:
    given = _given(random, style, person, noise)
    family = _family(random, style, person, noise)
    for parts in (given, family):
        for place, part in enumerate(parts):
            if " " in part and random.random() < style.joined:
                parts[place] = spelling.joined(part)
                noise.append("joined")
    surname_first = random.random() < style.surname_first
    if style.name_order != "mixed" and surname_first != (style.name_order == "surname_first"):
        noise.append("other_order")
    if surname_first:
        comma = "," if random.random() < style.comma else ""
        name = f"{' '.join(family)}{comma} {' '.join(given)}"
    else:
        name = f"{' '.join(given)} {' '.join(family)}"
    return _adorned(random, style, person, _misspelt(random, style, name, noise), noise)


def _given(random: Random, style: Style, person: Person, noise: list[str]) -> list[str]:
    nickname = _nickname(random, person)
    if nickname and random.random() < style.nickname_instead:
        noise.append("nickname_instead")
        return [nickname]
    if len(person.given) == 1:
        return list(person.given)
    first, second = person.given
    if random.random() < style.given_dropped:
        if random.random() < style.initial:
            noise.append("initial")
            return [first, second[0].upper() + random.choice(("", "."))]
        noise.append("given_dropped")
        return [first]
    if random.random() < style.called_by_second and " " not in second:
        noise.append("called_by_second")
        return [second]
    return [first, second]


def _family(random: Random, style: Style, person: Person, noise: list[str]) -> list[str]:
    if person.sex == "F" and random.random() < style.married:
        noise.append("married")
        kept = 1 if random.random() < 0.6 else 2
        return [*person.family[:kept], f"de {random.choice(MARRIED)}"]
    if len(person.family) > 1 and random.random() < style.family_dropped:
        noise.append("family_dropped")
        return [person.family[0]]
    return list(person.family)


def _nickname(random: Random, person: Person) -> str | None:
    known = NICKNAMES.get(person.given[0])
    return random.choice(known.split()) if known else None


def _misspelt(random: Random, style: Style, name: str, noise: list[str]) -> str:
    for kind, share, spoil in (
        ("by_ear", style.by_ear, spelling.by_ear),
        ("by_ear", style.by_ear / 6, spelling.by_ear),
        ("typed", style.typed, spelling.typed),
        ("by_eye", style.by_eye, spelling.by_eye),
        ("without_a_space", style.without_a_space, spelling.without_a_space),
    ):
        if random.random() < share:
            spoilt = spoil(random, name)
            if spoilt != name:
                name = spoilt
                noise.append(kind)
    capitals = random.random() < style.capitals
    if random.random() < (0.92 if capitals else style.accents_lost):
        plain = spelling.without_accents(random, name)
        if plain != name:
            name = plain
            noise.append("without_accents")
    if capitals:
        name = name.upper()
        noise.append("capitals")
    if random.random() < style.misencoded:
        broken = spelling.misencoded(random, name)
        if broken != name:
            name = broken
            noise.append("misencoded")
    if random.random() < style.cut:
        short = spelling.cut(random, name)
        if short != name:
            name = short
            noise.append("cut")
    return name


def _adorned(random: Random, style: Style, person: Person, name: str, noise: list[str]) -> str:
    if random.random() < style.title:
        titles = TITLES_OF_WOMEN if person.sex == "F" else TITLES
        name = f"{random.choice(RANKS if random.random() < 0.5 else titles)} {name}"
        noise.append("title")
    if random.random() < style.nickname:
        nickname = _nickname(random, person)
        if nickname is None or random.random() < 0.4:
            nickname = random.choice(EPITHETS)
        opening, closing = random.choice(("()", '""', "“”", "()"))
        name = f"{name} {opening}{nickname}{closing}"
        noise.append("nickname")
    if person.mark and random.random() < style.marked:
        name += random.choice((f" ({person.mark})", f", {person.mark}", f" {person.mark}"))
        noise.append("marked")
    return name


def _id(
    random: Random, style: Style, person: Person, said: dict[str, Any], noise: list[str]
) -> None:
    if random.random() >= style.ids:
        if random.random() < style.id_placeholder:
            said["national_id"] = random.choice(spelling.PLACEHOLDERS)
            noise.append("id_placeholder")
        return
    number = person.cedula
    if random.random() < style.id_misread:
        number = spelling.misread_cedula(random, number)
        noise.append("id_misread")
    if random.random() < style.id_masked:
        said["national_id"] = spelling.masked_cedula(random, number, person.foreign)
        noise.append("id_masked")
    else:
        said["national_id"] = spelling.cedula(random, number, person.foreign)


def _detained(
    random: Random, style: Style, person: Person, said: dict[str, Any], noise: list[str]
) -> None:
    if random.random() >= style.detained:
        return
    day = person.detained
    chance = random.random()
    if chance < 0.05:
        said["detained_from"], said["detained_to"] = _month(day)
        noise.append("detained_month_only")
        return
    if chance < 0.13:
        day += random.choice((-3, -2, -1, -1, 1, 1, 2, 3))
        noise.append("detained_off")
    said["detained_from"] = said["detained_to"] = iso(day)


def _occurred(
    random: Random, style: Style, person: Person, said: dict[str, Any], noise: list[str]
) -> None:
    """The day of release as `staging.record` holds it: no interval ends after publication."""
    published = iso(style.published_on)
    if random.random() >= style.dated:
        said["occurred_from"] = said.get("detained_from")
        said["occurred_to"] = published
        stated = "detained_to" if said["occurred_from"] else "until"
        said["date_basis"] = f"{stated}_publication"
        noise.append("undated")
        return
    first = last = iso(person.released)
    chance = random.random() - style.day_off
    if chance < 0:
        day = person.released + random.choice((-1, -1, 1, 1, 1, 2, 2, 3))
        first = last = iso(min(day, style.published_on))
        noise.append("day_off")
    elif chance < style.days_swapped:
        day = date.fromordinal(person.released)
        if day.day <= 12 and day.day != day.month:
            first = last = date(day.year, day.day, day.month).isoformat()
            noise.append("days_swapped")
    elif chance < style.days_swapped + style.month_only:
        first, last = _month(person.released)
        noise.append("month_only")
    said["date_basis"] = "stated"
    said["occurred_from"] = first
    said["occurred_to"] = min(last, published) if first <= published else last
    if first > published:
        said["flags"] = ["date_after_publication"]
    elif last > published:
        said["flags"] = ["cut_by_publication"]


def _month(day: int) -> tuple[str, str]:
    """The first and last day of the day's month."""
    first = date.fromordinal(day).replace(day=1)
    return first.isoformat(), first.replace(day=monthrange(first.year, first.month)[1]).isoformat()
