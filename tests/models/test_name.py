import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from tests.models.linkage_lists import row

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@pytest.fixture(scope="module")
def warehouse():
    connection = models.blank()
    for name in ("staging.known_name", "staging.nickname"):
        models.build(connection, models.tables()[name])
    return connection


def parsed(warehouse, *rows):
    models.fill(warehouse, models.tables()["staging.record"], rows)
    models.build(warehouse, models.tables()["staging.name"])
    cursor = warehouse.execute("select * from staging.name order by record_id")
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]


@pytest.mark.parametrize(
    ("published", "given", "family"),
    [
        ("Pedro Pérez", ["PEDRO"], ["PEREZ"]),
        ("PÉREZ GÓMEZ, PEDRO LUIS", ["PEDRO", "LUIS"], ["PEREZ", "GOMEZ"]),
        ("PEREZ GOMEZ PEDRO LUIS", ["PEDRO", "LUIS"], ["PEREZ", "GOMEZ"]),
        ("Pedro Luis Pérez Gómez", ["PEDRO", "LUIS"], ["PEREZ", "GOMEZ"]),
        ("Ana María de la Rosa Peña", ["ANA", "MARIA"], ["DELAROSA", "PENA"]),
        ("José De Freitas", ["JOSE"], ["DEFREITAS"]),
        ("María de los Ángeles Rojas", ["MARIA", "DELOSANGELES"], ["ROJAS"]),
        ("Luis Da Silva Dos Santos", ["LUIS"], ["DASILVA", "DOSSANTOS"]),
        ("Carmen San Martín", ["CARMEN"], ["SANMARTIN"]),
        ("Jeancarlos Pérez", ["JEAN", "CARLOS"], ["PEREZ"]),
        ("MUÃ‘OZ PEÃƒâ€˜A, JosÃ©", ["JOSE"], ["MUNOZ", "PENA"]),
        ("PE\ufffdA SOTO, LUIS", ["LUIS"], ["PENA", "SOTO"]),
        ("R0NALD M1GUEL 5ALAS", ["RONALD", "MIGUEL"], ["SALAS"]),
        ("Luigi D'Angelo", ["LUIGI"], ["DANGELO"]),
        ("JesusUrdaneta", ["JESUS"], ["URDANETA"]),
        ("DaSilva McDonald, Luis", ["LUIS"], ["DASILVA", "MCDONALD"]),
        ("Jes\ufffds P\ufffdrez", ["JESUS"], ["PEREZ"]),
        ("Jos\ufffd\ufffd \ufffdngel Mu?oz", ["JOSE", "ANGEL"], ["MUNOZ"]),
        ("Luis? Pérez", ["LUIS"], ["PEREZ"]),
        ("Segundo Pirela Ríos", ["SEGUNDO"], ["PIRELA", "RIOS"]),
        ("Juan C. Pérez", ["JUAN"], ["PEREZ"]),
        ("Pérez Urdaneta J.", [], ["PEREZ", "URDANETA"]),
        ("محمد علي", ["محمد"], ["علي"]),
    ],
)
def test_names_are_split_into_given_names_and_surnames(warehouse, published, given, family):
    (name,) = parsed(warehouse, row("a:1", published))
    assert (name["given"], name["family"]) == (given, family)


@pytest.mark.parametrize(
    ("published", "name_order", "given", "family"),
    [
        ("Óscar Roendrys Pérez Soto", "given_first", ["OSCAR", "ROENDRYS"], ["PEREZ", "SOTO"]),
        (
            "PEREZ SOTO YORRAIDYS ADRIANA",
            "surname_first",
            ["YORRAIDYS", "ADRIANA"],
            ["PEREZ", "SOTO"],
        ),
        ("Luis Gregoryo Vargas", "given_first", ["LUIS", "GREGORYO"], ["VARGAS"]),
        ("Luis Goizarraga Vargas", "given_first", ["LUIS"], ["GOIZARRAGA", "VARGAS"]),
        ("Cheíto Vargas", "mixed", ["CHEITO"], ["VARGAS"]),
        ("Qxqxq Zxzxz", "given_first", ["QXQXQ"], ["ZXZXZ"]),
        ("Qxqxq Zxzxz", "surname_first", ["ZXZXZ"], ["QXQXQ"]),
    ],
)
def test_an_unknown_part_goes_where_its_form_its_place_and_the_declared_order_say(
    warehouse, published, name_order, given, family
):
    (name,) = parsed(warehouse, row("a:1", published, name_order=name_order))
    assert (name["given"], name["family"]) == (given, family)


@pytest.mark.parametrize(
    ("published", "removed"),
    [
        ("Sgto. Mayor Juan Pérez", ["SGTO", "MAYOR"]),
        ("S/1 Juan Pérez", ["S", "1"]),
        ("Sgto. 1ro. Juan Pérez", ["SGTO", "1RO"]),
        ("Sgto. Segundo Juan Pérez", ["SGTO", "SEGUNDO"]),
        ("Cap. de Navío Juan Pérez", ["CAP", "DE", "NAVIO"]),
        ("My. Juan Pérez", ["MY"]),
        ("Cap. Juan Pérez", ["CAP"]),
        ("PÉREZ, Dr. JUAN", ["DR"]),
        ('Juan "El Chino" Pérez', ["EL CHINO"]),
        ("Juan Pérez (alias El Gocho)", ["ALIAS EL GOCHO"]),
        ("Juan Pérez alias El Gocho", ["ALIAS EL GOCHO"]),
        ("Juan Pérez, hijo", ["HIJO"]),
        ("Juan Pérez; periodista", ["PERIODISTA"]),
    ],
)
def test_what_is_no_name_is_set_aside(warehouse, published, removed):
    (name,) = parsed(warehouse, row("a:1", published))
    assert (name["name_key"], name["removed"]) == ("JUAN PEREZ", removed)


def test_a_married_name_is_set_aside_but_a_surname_with_de_is_not(warehouse):
    wife, viuda, son = parsed(
        warehouse,
        row("a:1", "Luz Gavidia de Leal"),
        row("a:2", "Luz Gavidia Vda. de Leal"),
        row("a:3", "Luz Gavidia de León"),
    )
    assert [wife["removed"], viuda["removed"], son["removed"]] == [["DE LEAL"], ["VDA DE LEAL"], []]


def test_a_column_of_surnames_decides_over_the_dictionary(warehouse):
    (name,) = parsed(warehouse, row("a:1", None, given_names="Salas", surnames="Pedro"))
    assert (name["given"], name["family"]) == (["SALAS"], ["PEDRO"])


@pytest.mark.parametrize(
    ("published", "initials", "parts"),
    [
        ("J. L. P.", ["J", "L", "P"], 0),
        ("Antonio J. Salas", ["J"], 2),
        ("Gabriel…", [], 1),
        (None, [], 0),
        ("---", [], 0),
    ],
)
def test_parts_of_two_letters_or_more_are_counted(warehouse, published, initials, parts):
    (name,) = parsed(warehouse, row("a:1", published))
    assert (name["initials"], name["name_parts"]) == (initials, parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JHONATAN", "YONATAN"),
        ("GESUS", "JESUS"),
        ("HERNANDEZ", "ERNANDES"),
        ("VELASQUEZ", "BELASKES"),
        ("WUILMER", "WILMER"),
        ("YEFERSON", "JEFFERSON"),
        ("HENRY", "HENRI"),
        ("LLANOS", "YANOS"),
        ("RAMOM", "RAMON"),
        ("GIOVANNY", "YOVANI"),
    ],
)
def test_spellings_by_ear_sound_alike(warehouse, one, other):
    keys = warehouse.execute("select ear_key(?), ear_key(?)", [one, other]).fetchall()[0]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("one", "other"), [("MARIO", "MARIA"), ("PEDRO", "PABLO"), ("CHACON", "SALAZAR")]
)
def test_other_names_sound_different(warehouse, one, other):
    keys = warehouse.execute("select ear_key(?), ear_key(?)", [one, other]).fetchall()[0]
    assert keys[0] != keys[1]


@settings(deadline=None, max_examples=40)
@given(TEXT)
def test_folding_twice_is_folding_once(warehouse, text):
    once, twice = warehouse.execute(
        "select folded_name(?), folded_name(folded_name(?))", [text, text]
    ).fetchall()[0]
    assert once == twice


@settings(deadline=None, max_examples=10)
@given(st.lists(TEXT, min_size=1, max_size=20))
def test_no_row_is_lost_whatever_its_name(warehouse, names):
    rows = [row(f"a:{number}", name) for number, name in enumerate(names)]
    assert len(parsed(warehouse, *rows)) == len(names)
