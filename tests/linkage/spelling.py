"""How names and identity numbers are spoilt on their way into a list: text in, text out.

Every function draws from the generator that it is given and returns the text unchanged where it
finds nothing to spoil.
"""

from random import Random

BY_EAR = [
    ("b", "v"), ("v", "b"), ("s", "z"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("se", "ce"),
    ("si", "ci"), ("ll", "y"), ("y", "ll"), ("y", "i"), ("i", "y"), ("ge", "je"), ("gi", "ji"),
    ("je", "ge"), ("x", "s"), ("x", "ks"), ("qu", "k"), ("k", "c"), ("ca", "ka"), ("co", "ko"),
    ("h", ""), ("Jo", "Jho"), ("Jho", "Yo"), ("Jo", "Yo"), ("Yo", "Jo"), ("Je", "Ye"), ("W", "Gu"),
    ("Wi", "Wui"), ("V", "B"), ("B", "V"), ("H", ""), ("Y", "J"), ("J", "Y"), ("Ye", "Ge"),
    ("I", "Y"), ("E", "He"), ("O", "Ho"), ("Ll", "Y"), ("ph", "f"), ("th", "t"), ("nn", "n"),
    ("ss", "s"), ("rr", "r"), ("mb", "nv"), ("n", "m"), ("ñ", "ni"), ("ñ", "n"), ("ez", "es"),
    ("es", "ez"), ("is", "ys"), ("ia", "ya"), ("d ", " "), ("z ", "s "), ("o", "u"), ("e", "i"),
    ("í", "ie"), ("ua", "oa"), ("gü", "hu"), ("ue", "we"), ("t", "tt"), ("l", "ll"),
]  # fmt: skip
BY_EYE = [
    ("rn", "m"), ("m", "rn"), ("n", "ri"), ("o", "0"), ("O", "0"), ("l", "1"), ("I", "1"),
    ("I", "l"), ("l", "I"), ("i", "l"), ("u", "ii"), ("c", "e"), ("e", "c"), ("h", "b"),
    ("S", "5"), ("B", "8"), ("D", "O"), ("ó", "6"), ("cl", "d"), ("a", "o"), ("v", "y"), ("E", "F"),
    ("Z", "2"), ("G", "C"), ("í", "f"), ("á", "a"),
]  # fmt: skip
BESIDE = {
    "a": "qsz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy",
    "i": "uok", "j": "hku", "k": "jli", "l": "kñ", "m": "n", "n": "bm", "o": "ipl", "p": "o",
    "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "xa",
}  # fmt: skip
ACCENTS = str.maketrans("áéíóúüñàèâãçÁÉÍÓÚÜÑ", "aeiouunaeaacAEIOUUN")
ACCENTS_BUT_ENYE = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU")
# UTF-8 read as Windows's Western code page; what that page lacks is dropped.
MOJIBAKE = str.maketrans(
    {letter: letter.encode().decode("cp1252", "ignore") for letter in "áéíóúüñÁÉÍÓÚÜÑ"}
)
LOST = [str.maketrans(dict.fromkeys("áéíóúüñÁÉÍÓÚÜÑ", sign)) for sign in "?\ufffd"]
PARTICLES = [("de la ", "dela"), ("de los ", "delos"), ("de las ", "delas"), ("del ", "del"),
             ("de ", "de"), ("da ", "da"), ("dos ", "dos"), ("la ", "la"), ("san ", "san"),
             ("santa ", "santa")]  # fmt: skip
FORMS = ["{letter}-{dotted}", "{letter}-{digits}", "{letter}{digits}", "{digits}", "{dotted}",
         "C.I. {spaced}", "CI: {letter}-{digits}", "{letter} {dotted}", "{digits:09}",
         "{letter}-{digits:08}", "{digits}.0"]  # fmt: skip
SHARES = [30, 18, 12, 18, 10, 3, 2, 2, 2, 1.5, 1.5]
PLACEHOLDERS = ["0", "1111111", "12345678", "00000000", "99999999", "S/C", "V-0"]


def by_ear(random: Random, text: str) -> str:
    """One sound spelt another way."""
    return _one(random, text, BY_EAR)


def by_eye(random: Random, text: str) -> str:
    """One letter taken for another by a scanner, or not seen by it."""
    return _without_a_letter(random, text) if random.random() < 0.2 else _one(random, text, BY_EYE)


def typed(random: Random, text: str) -> str:
    """One slip of the keyboard: two letters changed about, one left out, twice or beside."""
    if len(text) < 4:
        return text
    place = random.randrange(1, len(text) - 1)
    one, other = text[place], text[place + 1]
    if one == " " or other == " ":
        return text
    chance = random.random()
    if chance < 0.3:
        return text[:place] + other + one + text[place + 2 :]
    if chance < 0.6:
        return text[:place] + text[place + 1 :]
    if chance < 0.75:
        return text[:place] + one + text[place:]
    near = BESIDE.get(one)
    return text[:place] + random.choice(near) + text[place + 1 :] if near else text


def without_accents(random: Random, text: str) -> str:
    """No accents; now and then the tilde of the ñ alone stays."""
    return text.translate(ACCENTS if random.random() < 0.85 else ACCENTS_BUT_ENYE)


def misencoded(random: Random, text: str) -> str:
    """Accented letters broken by the wrong encoding, or lost to a question mark."""
    return text.translate(MOJIBAKE if random.random() < 0.7 else random.choice(LOST))


def cut(random: Random, text: str) -> str:
    """Cut at the width of a column."""
    return text[: random.choice((20, 22, 24, 25, 28))].rstrip(" ,")


def without_a_space(random: Random, text: str) -> str:
    """Two words run into one."""
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    if not spaces:
        return text
    place = random.choice(spaces)
    return text[:place] + text[place + 1 :]


def joined(part: str) -> str:
    """A part in several words in one: De la Rosa, Delarosa."""
    lower = part.lower()
    for particle, together in PARTICLES:
        if lower.startswith(particle):
            return together.capitalize() + lower[len(particle) :].strip()
    return part


def cedula(random: Random, number: int, foreign: bool) -> str:
    """An identity number in one of the forms that lists use."""
    (form,) = random.choices(FORMS, SHARES)
    return form.format(
        letter="E" if foreign else "V",
        digits=number,
        dotted=f"{number:,}".replace(",", "."),
        spaced=f"{number:,}".replace(",", " "),
    )


def misread_cedula(random: Random, number: int) -> int:
    """One digit wrong, or two digits that stand side by side changed about."""
    digits = list(str(number))
    place = random.randrange(1, len(digits) - 1)
    if random.random() < 0.6 or digits[place] == digits[place + 1]:
        digits[place] = str((int(digits[place]) + random.randrange(1, 10)) % 10)
    else:
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits))


def masked_cedula(random: Random, number: int, foreign: bool) -> str:
    """An identity number of which a part is hidden."""
    dotted, letter = f"{number:,}".replace(",", "."), "E" if foreign else "V"
    if random.random() < 0.5:
        head = "".join(sign if sign == "." else "*" for sign in dotted[:-3])
        return f"{letter}-{head}{dotted[-3:]}"
    sign = random.choice("*X")
    return f"{letter}-{dotted[:-3]}{sign * 3}"


def _one(random: Random, text: str, swaps: list[tuple[str, str]]) -> str:
    possible = [swap for swap in swaps if swap[0] in text]
    if not possible:
        return text
    old, new = random.choice(possible)
    places = [place for place in range(len(text)) if text.startswith(old, place)]
    place = random.choice(places)
    return text[:place] + new + text[place + len(old) :]


def _without_a_letter(random: Random, text: str) -> str:
    if len(text) < 4:
        return text
    place = random.randrange(1, len(text))
    return text[:place] + text[place + 1 :] if text[place] != " " else text
