"""Judgements find the rows that they are about, and do not contradict one another."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "contradicts",
        False,
        rule="judgements_do_not_contradict_one_another",
        why="rows judged different people are made one person by other judgements; correct one of"
        " them in data/hand/judgements.csv",
    ),
    every(
        "finds_no_row",
        False,
        rule="every_judgement_finds_its_rows",
        why="a judgement is kept and not applied: no row is certainly the one that was judged; see"
        " `cotejo review`, sheet Decididos",
        severity="warning",
    ),
]
