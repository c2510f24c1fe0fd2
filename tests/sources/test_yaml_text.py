import pytest

from sources import SourceError
from sources.yaml_text import read_yaml


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes):
        path = tmp_path / "a.yml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_yaml(path, "sources/ngo/a.yml")

    return read


def test_scalars_are_text_and_only_bare_nulls_are_none(read):
    assert read('{a: no, b: 007, c: 2026-01-08, d: null, e: ~, f: , g: "null", h: ""}') == {
        "a": "no",
        "b": "007",
        "c": "2026-01-08",
        "d": None,
        "e": None,
        "f": None,
        "g": "null",
        "h": "",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3: the key 'a' stands twice: keep one"),
        ("a: {b: 1, b: 2}\n", "line 1: the key 'b' stands twice"),
        ("a: &x 1\nb: 2\n", "line 1: anchors and aliases are not read"),
        ("a: !!str 1\n", "the tag tag:yaml.org,2002:str is not read"),
        ("null: 1\n", "a key must be text"),
        ("a: [1\n", "line 2: "),
        ("- a\n", "holds no mapping of keys"),
        ("", "holds no mapping of keys"),
        ("título: 1".encode("cp1252"), "is not UTF-8; save it as UTF-8"),
    ],
)
def test_what_yaml_may_not_hold(read, text, said):
    with pytest.raises(SourceError) as refusal:
        read(text)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("sources/ngo/a.yml")
