"""The true world of the example: who left prison and when, and what each list says of it."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from noise import Typist
from people import BARRACKS, FOR_ADOLESCENTS, UNKNOWN_PLACE, People, Person

DECEMBER = (date(2025, 12, 3), date(2026, 1, 5))
CAMPAIGN = (date(2026, 1, 9), date(2026, 2, 7))
MEASURES = [("full_freedom",), ("reporting",), ("reporting", "travel_ban"), ("gag_order",)]
EXCLUDED = ["homicidio", "narcotráfico", "corrupción"]


@dataclass(frozen=True)
class Source:
    """What is fixed about a list: its day of publication, kind, group, habits and fields."""

    published: date
    kind: str
    group: str
    typist: tuple[float, float, float, float]  # see Typist
    fields: set[str]


SOURCES = {
    "gov_list": Source(
        date(2026, 2, 9), "release_list", "state", (0.94, 0.6, 0.85, 0.9),
        {"event", "measure", "category", "nationality", "offence", "political", "accompanies",
         "detained"},
    ),
    "fp_list": Source(
        date(2026, 2, 9), "release_list", "fp", (0.0, 0.3, 0.35, 0.0),
        {"measure", "category", "nationality", "detained"},
    ),
    "jep_list": Source(date(2026, 2, 9), "release_list", "jep", (0.0, 0.15, 0.2, 0.0), {"measure"}),
    "sntp_list": Source(
        date(2026, 2, 5), "release_list", "sntp", (0.1, 0.2, 0.1, 0.0), {"measure"}
    ),
    "fp_register": Source(
        date(2026, 1, 5), "register", "fp", (0.0, 0.4, 0.5, 0.0), {"category", "detained"}
    ),
    "fp_rearrests": Source(date(2026, 2, 9), "status_list", "fp", (0.0, 0.4, 0.5, 0.0), {"event"}),
}  # fmt: skip
NAMED = {"gov": "gov_list", "fp": "fp_list", "jep": "jep_list", "sntp": "sntp_list"}


@dataclass(eq=False)
class Row:
    """One row of a list: what it says, and of whom it truly speaks.

    `earliest` and `latest` are the stated dates (both None: not stated). `release` is the true
    release, `P00001/2` for the second of a person. `as_first_issued` is the row before its list
    corrected it.
    """

    source: str
    person: Person
    earliest: date | None
    latest: date | None
    release: str = ""
    name: str = ""
    national_id: str = ""
    event: str = "release"
    measure: tuple[str, ...] = ()
    category: str | None = None
    nationality: tuple[str, ...] = ()
    offence: str | None = None
    political: str | None = None
    accompanies: str | None = None
    detained: date | None = None
    place: tuple[str, str] = ("", "")
    row_id: str = ""
    unidentifiable: bool = False
    as_first_issued: "Row | None" = None


class World:
    """Everybody, everything that happened, and every list that tells of it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.people = People(self.random)
        self.rows: dict[str, list[Row]] = {name: [] for name in SOURCES}
        self.typists = {name: Typist(self.random, *it.typist) for name, it in SOURCES.items()}
        self.both_count()
        self.government_alone()
        self.others_alone()
        self.back_in_custody()
        self.repeated_rows()
        self.numbered()
        self.corrected()

    def day(self, between: tuple[date, date]) -> date:
        """Draw a day of `between`, both ends included."""
        return between[0] + timedelta(
            days=self.random.randrange((between[1] - between[0]).days + 1)
        )

    def told(self, person: Person, day: date, lists: str, **facts: object) -> None:
        """Write what happened to `person` on `day` into each of `lists`, as each would tell it."""
        mentions = {
            row.release for rows in self.rows.values() for row in rows if row.person is person
        }
        facts.setdefault("release", f"{person.person}/{len(mentions - {''}) + 1}")
        facts.setdefault("measure", self.random.choices(MEASURES, (38, 40, 14, 8))[0])
        exact = bool(facts.pop("exact", False))
        for name in (NAMED[word] for word in lists.split()):
            if day <= SOURCES[name].published - timedelta(days=2):
                self.written(name, person, self.reported(name, day, exact), facts)

    def reported(self, name: str, day: date, exact: bool) -> tuple[date | None, date | None]:
        """The day as a list reports it: a day or two off, vague or not at all (government only)."""
        if exact:
            return day, day
        chance = self.random.random()
        if name == "gov_list" and chance < 0.09:
            month = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
            interval = day - timedelta(days=2), day + timedelta(days=1)
            return self.random.choice([month, interval, (None, None)])
        if chance > 0.92:
            day += timedelta(days=self.random.choice([-1, 1, 2]))
        return day, day

    def written(
        self,
        name: str,
        person: Person,
        when: tuple[date | None, date | None],
        facts: dict[str, object],
    ) -> None:
        """Add one row to the list `name`, with the fields that this list has."""
        typist = self.typists[name]
        known: dict[str, object] = {
            "name": typist.name(person),
            "national_id": typist.national_id(person),
            "category": person.category,
            "nationality": person.nationality,
            "offence": person.offence,
            "political": "no" if person.common_crime else "unstated",
            "detained": person.detained if self.random.random() < 0.7 else None,
        } | facts
        everywhere = {"name", "national_id", "release", "unidentifiable"}
        fields = {key: known[key] for key in known if key in everywhere | SOURCES[name].fields}
        row = Row(name, person, *when, place=person.place)
        self.rows[name].append(replace(row, **fields))  # type: ignore[arg-type]

    def registered(self, person: Person) -> None:
        """Put `person` on the register of prisoners."""
        self.written("fp_register", person, (None, None), {})

    def many(
        self, number: int, lists: str, between: tuple[date, date] = CAMPAIGN, **facts: object
    ) -> list[Person]:
        """Free `number` new people; a fact that is a field of Person becomes a trait of each."""
        traits = {key: facts.pop(key) for key in list(facts) if key in Person.__annotations__}
        registered = "reg" in lists
        lists = lists.replace("reg", "").strip()
        people = [self.people.born(**traits) for _ in range(number)]
        for person in people:
            self.told(person, self.day(between), self.also(lists), **facts)
            if registered:
                self.registered(person)
        return people

    def also(self, lists: str) -> str:
        """Let the two smaller organisations hear of some of the releases `fp` verified."""
        if lists.split()[-1:] != ["fp"]:
            return lists
        heard = [
            word for word, share in (("jep", 0.52), ("sntp", 0.2)) if self.random.random() < share
        ]
        return " ".join([lists, *heard])

    def both_count(self) -> None:
        """Releases that the government and the verifying organisation both list."""
        self.many(236, "gov fp reg")
        self.many(12, "gov fp reg", category="military", place=BARRACKS, sex="M")
        self.many(5, "gov fp reg", category="adolescent", place=FOR_ADOLESCENTS, age=16)
        self.many(9, "gov fp reg", nationality=("CO",))
        self.many(4, "gov fp reg", nationality=("VE", "ES"))
        self.many(3, "gov fp reg", place=UNKNOWN_PLACE)
        self.many(6, "gov fp reg", offence="homicidio", measure=("full_freedom",))
        self.many(5, "gov fp", measure=("house_arrest",))
        self.many(6, "gov fp", DECEMBER, exact=True)
        self.kin()
        for person in [self.people.born() for _ in range(10)]:
            day = self.day(CAMPAIGN)
            ordered = {
                "event": "order",
                "exact": True,
                "release": f"{person.person}/1",
                "measure": (),
            }
            self.told(person, day - timedelta(days=2), "gov", **ordered)
            self.told(person, day, "gov fp", release=f"{person.person}/1", exact=True)
            self.registered(person)

    def kin(self) -> None:
        """Siblings freed together, fathers and sons, homonyms: a careless match merges them."""
        for kind, number in (
            (self.people.sibling, 12),
            (self.people.son, 5),
            (self.people.homonym, 5),
        ):
            for _ in range(number):
                first = self.people.born(sex="M", given=self.people.two_names())
                day = self.day(CAMPAIGN)
                apart = timedelta(days=0 if kind == self.people.sibling else 3)
                for person, when in ((first, day), (kind(first), min(day + apart, CAMPAIGN[1]))):
                    self.told(person, when, self.also("gov fp"))
                    self.registered(person)

    def government_alone(self) -> None:
        """Rows that only the government lists, by why nobody else would count them."""
        self.many(92, "gov", DECEMBER)
        self.many(6, "gov reg", DECEMBER, exact=True)
        self.many(78, "gov", common_crime=True, offence="común")
        self.many(54, "gov", event="measure_lifted", measure=())
        self.many(22, "gov reg", event="order", measure=())
        self.many(15, "gov reg", event="transfer", measure=())
        self.many(4, "gov reg", event="death", measure=())
        self.many(24, "gov reg", measure=("house_arrest",))
        self.many(50, "gov reg")
        self.many(14, "gov")
        free: dict[str, Any] = {"measure": ("full_freedom",), "exact": True}
        self.many(5, "gov", accompanies="prisoner", age=4, national_id="", **free)
        self.many(14, "gov", **free)
        for offence in EXCLUDED:
            self.many(4, "gov", offence=offence, **free)
        self.many(4, "gov", nationality=("CO",), **free)
        self.many(5, "gov", category="military", place=BARRACKS, sex="M", **free)
        self.many(3, "gov", category="adolescent", place=FOR_ADOLESCENTS, age=16, **free)
        for name in ("N. N.", "Yorman", "J. P.", "WUILMER", "N. N.", "A. R."):
            self.many(1, "gov", name=name, national_id="", unidentifiable=True, **free)
        for lists in ["gov", "gov fp"] * 3 + ["gov"] * 7:
            day = self.day(CAMPAIGN)
            person = self.people.born(detained=day - timedelta(days=1))
            self.told(person, day, lists, detained=person.detained, **free)
        january = (date(2026, 1, 1), date(2026, 1, 31))
        for when in [january, (None, None)] * 7:
            person = self.people.born()
            facts: dict[str, object] = {
                "release": f"{person.person}/1",
                "measure": ("full_freedom",),
            }
            self.written("gov_list", person, when, facts)

    def others_alone(self) -> None:
        """Releases that the government does not list, and prisoners whom no list has released."""
        self.many(62, "fp reg")
        self.many(4, "fp reg", category="military", place=BARRACKS, sex="M")
        for name in ("G. R.", "L. A."):
            self.many(
                1, "fp", name=name, national_id="", unidentifiable=True,
                category="adolescent", place=FOR_ADOLESCENTS, age=15,
            )  # fmt: skip
        self.many(20, "jep reg")
        self.many(11, "gov jep", measure=("house_arrest",))
        self.many(9, "jep")
        self.many(9, "sntp", (CAMPAIGN[0], date(2026, 2, 3)))
        for _ in range(285):
            self.registered(self.people.born())

    def back_in_custody(self) -> None:
        """People arrested again, some of them freed twice."""
        free: dict[str, Any] = {"measure": ("full_freedom",), "exact": True}
        for turn, lists in enumerate(["gov fp", "gov"] * 4):
            person = self.people.born()
            self.told(person, date(2026, 1, 12) + timedelta(days=turn), lists, **free)
            self.registered(person)
            self.rearrested(
                person, date(2026, 2, 1) + timedelta(days=turn), also_official=turn == 1
            )
        for turn, second in enumerate(["gov fp", "gov", "gov fp"] * 4):
            person = self.people.born()
            self.told(person, date(2026, 1, 9) + timedelta(days=turn % 4), "gov fp", **free)
            self.told(person, date(2026, 2, 2) + timedelta(days=turn % 5), second, **free)
            self.registered(person)
            if turn % 2:
                self.rearrested(person, date(2026, 1, 19) + timedelta(days=turn))

    def rearrested(self, person: Person, day: date, also_official: bool = False) -> None:
        """Tell of a new arrest in the status list and, if so said, in the government's own list."""
        for name in ["fp_rearrests"] + ["gov_list"] * also_official:
            self.written(name, person, (day, day), {"event": "rearrest"})

    def repeated_rows(self) -> None:
        """List some releases twice: the very same row, or another typing of it."""
        for name, identical, retyped in (
            ("gov_list", 6, 24),
            ("fp_list", 0, 4),
            ("jep_list", 1, 3),
        ):
            rows = [
                row
                for row in self.rows[name]
                if row.event == "release" and row.earliest == row.latest
            ]
            rows = [row for row in rows if row.earliest and not row.unidentifiable]
            rows = [
                row for row in rows if not row.person.has_double and not row.release.endswith("/2")
            ]
            for turn, row in enumerate(self.random.sample(rows, identical + retyped)):
                copy = replace(row)
                if turn >= identical:
                    copy.name = self.typists[name].name(row.person)
                    copy.national_id = self.typists[name].national_id(row.person)
                if turn >= identical and turn % 3 == 0 and row.earliest:
                    copy.earliest = copy.latest = row.earliest + timedelta(days=1)
                self.rows[name].append(copy)

    def numbered(self) -> None:
        """Shuffle every list and number its rows as its publisher would."""
        letters = dict(zip(SOURCES, "GFJSRA", strict=True))
        for name, rows in self.rows.items():
            self.random.shuffle(rows)
            for number, row in enumerate(rows, start=1):
                row.row_id = f"{letters[name]}{number:04}"

    def corrected(self) -> None:
        """Let the justice organisation correct ten of its rows in a second file."""
        rows = [row for row in self.rows["jep_list"] if len(row.measure) == 1]
        for row in self.random.sample(rows, 10):
            wrong = "reporting" if row.measure != ("reporting",) else "full_freedom"
            row.as_first_issued = replace(row, measure=(wrong,))
