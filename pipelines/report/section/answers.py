"""Every comparison of the case in one sentence."""

from pipelines.report.answer import answer
from pipelines.report.element import Answer, Answers, Prose, Section
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """The sentences, each leading to its bridge."""
    say = told.words.say
    if not told.comparisons:
        blocks = [Prose(say("This case compares nothing: add comparisons: to sources/case.yml."))]
        return Section("answers", say("The answers"), [*blocks])
    told_ = [
        Answer(comparison.title, answer(told, comparison), comparison.anchor)
        for comparison in told.comparisons
    ]
    return Section("answers", say("The answers"), [Answers(told_)])
