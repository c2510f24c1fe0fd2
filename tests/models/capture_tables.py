"""Published tables of capture histories, and the answers that others published for them.

A history is written list by list: 101 is on the first and third list alone.
"""

import numpy as np

# Hook, Albright and Cross 1980: birth certificates, death certificates, medical records.
SPINA_BIFIDA = "001:60 010:49 011:4 100:247 101:112 110:142 111:12"
# Silverman 2014: local authorities, NGOs, police, government, the public, the crime agency.
SLAVERY = (
    "100000:54 010000:463 001000:907 000100:695 000010:316 000001:57 110000:15 101000:19 100100:3"
    " 011000:56 010100:19 010010:1 010001:3 001100:69 001010:10 001001:31 000110:8 000101:6"
    " 000011:1 111000:1 110100:1 011100:4 011001:3 001101:1 111100:1"
)
# Chan, Silverman and Vincent 2021, table 2.
ARTIFICIAL_3 = "100:40 010:30 001:20 110:6"
# Abeni, Brancato and Perucci 1994.
HIV_ROME = (
    "1111:0 1110:3 1101:1 1100:33 1011:0 1010:20 1001:6 1000:403 0111:3 0110:35 0101:10 0100:545"
    " 0011:11 0010:621 0001:205"
)
# Ball, Betts, Scheuren, Dudukovich and Asher 2002: EXH, ABA, OSCE, HRW.
KOSOVO = (
    "0001:306 0010:936 0011:123 0100:845 0101:31 0110:217 0111:32 1000:1131 1001:106 1010:228"
    " 1011:42 1100:177 1101:18 1110:181 1111:27"
)
# Madigan and York 1997, five lists; cells from 00000 to 11111.
FIVE_LISTS = "0 27 37 19 4 4 1 1 97 22 37 25 2 1 3 5 83 36 34 18 3 5 0 2 30 5 23 8 0 3 0 2"
# Cormack 1989: snowshoe hares caught so many times, and on each of six occasions.
HARES_TIMES = [25, 22, 13, 5, 1, 2]
HARES_OCCASIONS = [16, 28, 20, 26, 23, 32]


def table(written: str) -> np.ndarray:
    """Counts by cell of a table as written."""
    told = dict(each.split(":") for each in written.split())
    counts = np.zeros(2 ** len(next(iter(told))), int)
    for history, units in told.items():
        counts[cell(history)] = int(units)
    return counts


def cell(history: str) -> int:
    return sum(1 << place for place, on in enumerate(history) if on == "1")


def histories(written: str, names: str = "abcdef") -> dict[frozenset[str], int]:
    """A table as written, as the names of the lists that units stand on."""
    told = (each.split(":") for each in written.split())
    return {
        frozenset(name for name, on in zip(names, history, strict=False) if on == "1"): int(units)
        for history, units in told
        if int(units)
    }


def police_with_agency() -> np.ndarray:
    """The table of slavery with the police and the crime agency taken as one list."""
    six = table(SLAVERY)
    counts = np.zeros(32, int)
    for number, units in enumerate(six):
        counts[number & 0b11111 | (number >> 5 & 1) << 2] += units
    return counts


def hares() -> np.ndarray:
    """A table that tells of the hares what models of occasions and of times caught ask about.

    Only its sums are published as text; each hare takes the occasions that most are still to be
    caught on, the hares that were caught most often first.
    """
    left = dict(enumerate(HARES_OCCASIONS))
    counts = np.zeros(64, int)
    for times in range(6, 0, -1):
        for _ in range(HARES_TIMES[times - 1]):
            on = sorted(left, key=lambda place: (-left[place], place))[:times]
            for place in on:
                left[place] -= 1
            counts[sum(1 << place for place in on)] += 1
    assert not any(left.values())
    return counts
