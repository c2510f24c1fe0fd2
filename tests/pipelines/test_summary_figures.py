"""The figures that are compared, with the names behind them, as a run prints them."""

from pipelines.summary_figures import figures

FIGURE = {
    "claim_id": "Z1",
    "organisation": "Ministerio inventado",
    "value": 808,
    "qualifier": "exact",
    "label_es": "exactamente",
    "itemised": 700,
    "evidenced_low": 720,
    "evidenced_high": 731,
    "unexplained_low": 77,
    "unexplained_high": 88,
}


def cells(**changed):
    table, _, _ = figures([FIGURE | changed])
    return table.splitlines()[-1].split("  ")


def test_a_figure_stands_beside_its_names_and_the_bounds_of_what_is_left():
    told = [cell.strip() for cell in cells() if cell.strip()]
    assert told == ["Z1", "808", "700", "720–731", "77–88", "Ministerio inventado"]


def test_an_open_figure_is_said_as_it_was_and_its_rest_stays_open():
    told = cells(value=1800, qualifier="more_than", label_es="más de", unexplained_high=None)
    assert "más de 1,800" in [cell.strip() for cell in told]
    assert "77–…" in [cell.strip() for cell in told]


def test_without_lists_nothing_is_shown():
    assert figures([]) == []
