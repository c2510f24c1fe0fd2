"""Name parts with their frequencies: the common ones of a dictionary, perturbed, and a rare tail.

A matcher that knows the dictionary must not be given the very frequencies that it knows, nor
only parts that it knows.
"""

import csv
import re
import unicodedata
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from random import Random

import models
from tests.linkage import rare


def folded(text: str) -> str:
    """Without accents, in capitals."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()


# How parts that the dictionary holds folded are written in full.
WITH_ACCENTS = """
Abrahám Adrián Agustín Aidé Américo Álvaro Amílcar Andreína Andrés Ángel Ángela Angélica Aníbal
Anthony Aquiles Arcángel Aristídes Arquímedes Asdrúbal Asunción Baltazar Bárbara Bartolomé Belén
Beltrán Benjamín Bernabé Bolívar Brígida Cándida César Chiquinquirá Concepción Cristóbal Dámaso
Damián Darío Débora Desirée Efraín Eglée Elías Eloísa Emperatriz Estefanía Esteban Fabián Fátima
Félix Fermín Gastón Génesis Germán Haydée Héctor Hernán Hermógenes Inés Iván Jesús Joaquín José
Josué Julián León Leónidas Lázaro Lucía Martín Máximo Matías Moisés Mónica Napoleón Neptalí Néstor
Nicolás Noé Noemí Óscar Plácido Purificación Ramón Raúl René Rocío Román Rómulo Rosalía Rosángela
Rubén Sarai Saúl Sebastián Simón Sofía Teófilo Thaís Tomás Úrsula Valentín Verónica Víctor
Zacarías Zenón María Mariángel Rosángel Nazaret Acuña Adrián Agüero Albarrán Alcalá Alcántara
Alemán Álvarez Añez Antúnez Arévalo Argüello Arráiz Ávila Báez Bárcenas Barón Bellorín Benítez
Bermúdez Bohórquez Boscán Briceño Cáceres Calderón Canelón Cárdenas Carreño Carrión Castañeda
Cedeño Cermeño Chacón Chávez Cubillán Dávila Díaz Domínguez Durán Echeverría España Farfán Farías
Fermín Fernández Frías Galué Gámez Garabán Garcés García Gelvez Giménez Gimón Gómez González
Guarín Gudiño Guédez Guillén Gutiérrez Guzmán Henríquez Hernández Jáuregui Jiménez Larez León
Linárez López Malavé Marchán Marín Mariño Mármol Márquez Martín Martínez Materán Mejía Mejías
Meleán Meléndez Méndez Mérida Millán Mogollón Montañez Montaño Monzón Morón Muñoz Narváez Negrín
Niño Núñez Obregón Ordóñez Pabón Padrón Páez Párraga Patiño Peláez Peña Peñaloza Peñalver
Peñaranda Pérez Pernía Picón Piña Piñango Piñero Pinzón Quiñones Ramírez Rincón Ríos Riverón
Rodríguez Roldán Rolón Román Rondón Sáez Salmerón Sánchez Sepúlveda Solís Solórzano Suárez
Sulbarán Tellería Terán Ureña Urribarrí Uzcátegui Vásquez Velásquez Velázquez Véliz Vicuña Vílchez
Vizcaíno Volcán Yánez Yépez Zárate Zárraga Reverón Pastrán Monasterio Escobar Saldivia Tabares
"""
ACCENTED = {folded(word): word for word in WITH_ACCENTS.split()}
COMPOUND = {
    "DASILVA": "Da Silva", "DEFREITAS": "De Freitas", "DEFREITES": "De Freites",
    "DELACRUZ": "De la Cruz", "DELAROSA": "De la Rosa", "DELEON": "De León",
    "DELVALLE": "Del Valle", "DEPABLOS": "De Pablos", "DESOUSA": "De Sousa",
    "DOSRAMOS": "Dos Ramos", "DOSSANTOS": "Dos Santos", "LAROSA": "La Rosa", "LACRUZ": "La Cruz",
    "SANMARTIN": "San Martín", "SANJUAN": "San Juan", "SANTAMARIA": "Santa María",
}  # fmt: skip
# Second given names of devotion, which are written in several words.
DEVOTION = {
    "F": ["del Carmen", "del Valle", "de los Ángeles", "de la Chiquinquirá", "del Rosario",
          "de las Mercedes", "de la Trinidad", "del Pilar", "de Jesús", "Coromoto"],
    "M": ["de Jesús", "de la Cruz", "del Valle", "del Carmen"],
}  # fmt: skip
# Given names of women that do not end in -a.
WOMEN = """
ABIGAIL AIDEE AILEEN ALIX AMARILIS AMPARO ANABEL ANALI ANNY ARACELIS ARELIS ARLENE ASTRID ASUNCION
AYARI BEATRICE BEATRIZ BELEN BELKIS BENILDE BERENICE BETTY BEVERLY CARIDAD CARMEN CAROL CELESTE
CLEOTILDE CONCEPCION CONSOLACION CONSUELO COROMOTO CRISMAR CRISTAL DAISY DAMARIS DARLING DAYSI
DEISY DENISE DESIREE DEXY DOLORES DORALIS DORIS DULCE EDITH EDUVIGIS EGLEE ELIS ELIZABETH EMELY
EMILY EMPERATRIZ ESTHER EUCARIS EUNICE EVELYN FANNY FLOR FRANCIS FRANYELIS GENESIS GERALDINE
GERTRUDIS GLADIS GLADYS GREISY GREYSI GUADALUPE HAIDEE HAYDEE HEIDI HELEN INES INGRID IRENE IRIS
ISABEL ISAMAR ISIS IVON IVONNE JACQUELINE JANETH JAQUELINE JASMIN JENIFER JENNIFER JENNY JOSELIN
JOSELYN JUDITH KARELIS KAREN KARIN KARLY KATERIN KATHERINE KATTY KELLY LEIDY LENIS LEOMARY LEONOR
LILIAN LISBETH LISETH LISSETTE LIZ LIZBETH LOURDES LUZ MAGALIS MAGALY MAILYN MARGOT MARIANGEL
MARIBEL MARIELYS MARILU MARILYN MARISOL MARLENE MARLIN MARLY MARYORI MARYURI MATILDE MAYERLIN
MERCEDES MERLIN MERY MICHELLE MILAGRO MILAGROS MILDRED MILEIDY MIRIAM NAHOMI NAIBE NAIROBI NANCI
NANCY NATALY NATHALY NATIVIDAD NAYIBE NELLY NERYS NIEVES NOEMI NOHELY NOHEMI NORELIS NORIS ODALIS
PILAR PURIFICACION RAQUEL REMEDIOS ROCIO ROSANGEL ROSARIO ROSELYN ROSIBEL ROSMARY RUTH SARAI
SCARLET SCARLETT SHIRLEY SOCORRO SOL SOLANGEL SOLEDAD STEFANY SUGEY SULAY THAIS TIBISAY TRINIDAD
WENDY WILMARY XIOLIMAR YAMILETH YANETH YASMIN YENIFER YENIREE YENNY YOHELIS YORLENIS YOSELIN
YUBISAY YUDITH YULI YULIMAR YUSBELY YUSMARY YUSMERY YUSNEIDY YVONNE ZULAY ZULENNY ZULLY ZUNILDE
"""
OFTEN_SECOND = """
Antonio Alexander Enrique Eduardo Alberto Rafael Gregorio Javier Alejandro Ramón Manuel
Daniel Carolina Josefina Elena Isabel Beatriz Andreína Coromoto Teresa Alejandra
"""
IN_SEVERAL_WORDS = re.compile(r"DE(JESUS|SANJOSE|L(?!FINA|IA).+)")  # del Carmen, de la Luz
STEEPNESS = 1.3  # the dictionary has orders of magnitude only: its head is flatter than life
PERTURBATION = 0.35  # standard deviation of the natural logarithm of each frequency
RARE_SURNAMES = 0.12  # shares of name parts drawn from the rare tail
OLD, YOUNG = 0.03, 0.22  # shares of new given names among those born before 1975, after 1990


class Pool:
    """Name parts drawn by their weight."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.parts = list(weights)
        self.sums = list(accumulate(weights.values()))

    def draw(self, random: Random) -> str:
        return self.parts[bisect(self.sums, random.random() * self.sums[-1])]


class Pools:
    """The pools of one world; `people` is roughly how many will be drawn from them."""

    def __init__(self, seed: int, people: int) -> None:
        random = Random(f"pools {seed}")
        common = dictionary("family_per_10000")
        self.family = Pool(_perturbed(random, common))
        names = _unlisted(rare.surnames(450 + people // 60), common)
        random.shuffle(names)
        self.rare_family = Pool(_tail(random, names))
        often_second = set(OFTEN_SECOND.split())
        self.first: dict[str, Pool] = {}
        self.second: dict[str, Pool] = {}
        self.modern: dict[str, Pool] = {}
        self.devotion = {sex: Pool(_tail(random, names)) for sex, names in DEVOTION.items()}
        for sex in ("F", "M"):
            weights = _perturbed(random, dictionary("given_per_10000", sex))
            self.first[sex] = Pool(
                {
                    name: weight * (0.4 if name in often_second else 1)
                    for name, weight in weights.items()
                }
            )
            self.second[sex] = Pool(
                {
                    name: weight * (2 if name in often_second else 0.7)
                    for name, weight in weights.items()
                }
            )
            made = _unlisted(rare.given_names(sex, 120 + people // 100), weights)
            self.modern[sex] = Pool(_tail(random, made))

    def surname(self, random: Random) -> str:
        pool = self.rare_family if random.random() < RARE_SURNAMES else self.family
        return pool.draw(random)

    def given(self, random: Random, sex: str, born: int) -> tuple[str, ...]:
        """One given name or two, as people born in that year have them."""
        share = OLD if born < 1975 else YOUNG if born > 1990 else (OLD + YOUNG) / 2
        first = (self.modern if random.random() < share else self.first)[sex].draw(random)
        chance = random.random()
        if chance < 0.14:
            return (first,)
        if chance < (0.26 if sex == "F" else 0.17):
            second = self.devotion[sex].draw(random)
        else:
            second = (self.modern if random.random() < share / 2 else self.second)[sex].draw(random)
        return (first, second) if second != first else (first,)


@cache
def dictionary(column: str, sex: str | None = None) -> dict[str, float]:
    """The dictionary's parts as they are written in full, each with its frequency."""
    with (models.HOME / "staging" / "known_name.csv").open(encoding="utf-8", newline="") as file:
        entries = [(entry["part"], float(entry[column])) for entry in csv.DictReader(file)]
    return {
        written(part): frequency
        for part, frequency in entries
        if frequency >= 10
        and (sex is None or (_sex(part) == sex and not IN_SEVERAL_WORDS.fullmatch(part)))
    }


def written(part: str) -> str:
    """A folded part as it is written in full."""
    return COMPOUND.get(part) or ACCENTED.get(part) or part.capitalize()


def _sex(part: str) -> str:
    return "F" if part in WOMEN.split() or (part.endswith("A") and part != "BAUTISTA") else "M"


def _perturbed(random: Random, frequencies: Mapping[str, float]) -> dict[str, float]:
    return {
        part: frequency**STEEPNESS * random.lognormvariate(0, PERTURBATION)
        for part, frequency in frequencies.items()
    }


def _unlisted(parts: Sequence[str], listed: Mapping[str, float]) -> list[str]:
    known = {folded(part) for part in listed}
    return [part for part in parts if folded(part) not in known]


def _tail(random: Random, parts: Sequence[str]) -> dict[str, float]:
    return {
        part: random.lognormvariate(0, PERTURBATION) / (rank + 20) ** 0.7
        for rank, part in enumerate(parts)
    }
