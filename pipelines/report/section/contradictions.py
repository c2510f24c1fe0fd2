"""What the lists tell of one person that cannot all be true."""

from collections import Counter

from pipelines.chart.canvas import sentence
from pipelines.report.element import Block, Details, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Contradictions by kind, then each of them; of the public edition, a sentence."""
    words = told.words
    say = words.say
    heading = say("What the lists contradict")
    if told.is_public:
        nothing = say(
            "Not in the public edition: what lists contradict is told person by person. No figure is"
            " made of it."
        )
        return Section("contradictions", heading, [Prose(nothing)])
    found = told.published.rows("contradiction")
    if not found:
        nothing = say("No two rows of the lists contradict each other.")
        return Section("contradictions", heading, [Prose(nothing)])
    kinds = Counter(row["kind"] for row in found)
    blocks: list[Block] = [
        Table(
            say("Contradictions by kind; no figure is made of them"),
            [Heading(say("Kind")), Heading(say("How many"), True)],
            [
                [sentence(told.label("contradiction", kind)), told.words.number(count)]
                for kind, count in kinds.most_common()
            ],
        )
    ]
    each = Table(
        say("Each contradiction, with its rows"),
        [Heading(say("What")), Heading(say("Rows"))],
        [[row[f"explanation_{words.language}"], ", ".join(row["record_ids"])] for row in found],
    )
    summary = words.count("The one contradiction", "All {number} contradictions", len(found))
    return Section("contradictions", heading, [*blocks, Details(summary, [each])])
