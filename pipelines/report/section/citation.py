"""How to cite the page."""

from pipelines.report.element import Prose, Section
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """One line that names the case, the cut-off, the run, the version and the edition."""
    words = told.words
    run = told.run
    return Section(
        "citation",
        words.say("How to cite"),
        [
            Prose(
                words.say(
                    "{title}. Discrepancy report, cut-off {cut_off}, made on {made} by cotejo"
                    " {version}, run {run_id}, {edition}.",
                    title=told.title,
                    cut_off=words.day(run["cut_off"]),
                    made=words.day(run["started_at"].date()),
                    version=run["version"],
                    run_id=run["run_id"],
                    edition=edition(told),
                )
            ),
            Prose(
                words.say(
                    "Cite the day of the cut-off with every figure, and say what a figure counts:"
                    " the same word stands for different things."
                ),
                is_note=True,
            ),
        ],
    )


def edition(told: Told) -> str:
    """What the edition is called."""
    return (
        told.words.say("public edition") if told.is_public else told.words.say("restricted edition")
    )
