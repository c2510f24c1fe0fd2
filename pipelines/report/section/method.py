"""How the figures of the page were made, and how far they reach."""

from pipelines.report.element import Prose, Section, Subheading
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """The method in plain words, for the kinds of comparison that the case holds."""
    say = told.words.say
    by_rows = any(each.by_rows for each in told.comparisons)
    texts = [
        say(
            "Every source is read as published and kept by the hash of its file. A blank is «not"
            " stated» and an unknown stays unknown; no date, place or status is guessed."
        )
    ]
    if by_rows:
        texts += [
            say(
                "Rows of different lists are the same person by identity number, name, dates and"
                " places, each weighed by how rarely strangers share it; pairs in doubt go to a"
                " person to judge, and what a person decided outranks every rule."
            ),
            say(
                "A person's rows form one release where their days lie close together and no"
                " re-arrest lies between. Each row that one side counts and the other does not has"
                " every reason that applies; the first in the order of precedence is its primary"
                " one, and rows that both sides count have none."
            ),
            _drawn(told),
        ]
    if any(each.bridged_by == "claims" for each in told.comparisons):
        texts.append(
            say(
                "Where no list exists, a step comes from two published figures of one organisation"
                " with the same cut-off that differ in one thing of what they count, or from the"
                " parts of a figure that were themselves published. No step is computed from"
                " anything else, and what is left is never shared out among the reasons."
            )
        )
    return Section(
        "method",
        say("Method"),
        [
            *(Prose(text) for text in texts),
            Subheading(say("How sure this is"), "uncertainty"),
            Prose(
                say(
                    "Not evidenced by names does not mean that it did not happen. A reading that"
                    " would account for the difference shows what could account for it at most,"
                    " not what was counted."
                ),
                is_lead=True,
            ),
            Prose(
                say(
                    "Orders, people, measures, applications and beneficiaries are different units,"
                    " and people held on a day are not people who left: none is turned into"
                    " another without a published step. «More than» and «at least» leave a figure"
                    " open above, and what remains of it has no upper bound."
                )
            ),
        ],
    )


def _drawn(told: Told) -> str:
    if told.is_public:
        return told.words.say(
            "But for what a whole side of a comparison names or alone counts, no number of 1 to 4"
            " people is told, and none from which one could be worked out: few people stand"
            " together, further numbers are hidden with the small ones, and between editions a"
            " number stands still, moves by 5 or more, or is hidden."
        )
    return told.words.say(
        "Who is who is drawn anew many times, each doubtful pair by its probability; the bounds of"
        " a line hold 95% of these draws. The published line is that of the most probable linkage."
    )
