"""The bridge closes in every draw of the linkage."""

from expectations.every import every

EXPECTATIONS = [
    every(
        "off_figure",
        0,
        rule="every_draw_ends_with_what_was_said",
        why="in some draw the lines do not add up to the figure that the bridge leads to",
    ),
]
