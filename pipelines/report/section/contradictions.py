"""What the lists tell of one person that cannot all be true."""

from collections import Counter

from pipelines.chart.canvas import sentence
from pipelines.report.element import Block, Details, Heading, Prose, Section, Table
from pipelines.report.told import Told


def section(told: Told) -> Section:
    """Contradictions by kind, and each of them in the restricted edition."""
    words = told.words
    say = words.say
    heading = say("What the lists contradict")
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
                [sentence(told.label("contradiction", kind)), told.people(count)]
                for kind, count in kinds.most_common()
            ],
        )
    ]
    if not told.edition.is_public:
        each = Table(
            say("Each contradiction, with its rows"),
            [Heading(say("What")), Heading(say("Rows"))],
            [[row[f"explanation_{words.language}"], ", ".join(row["record_ids"])] for row in found],
        )
        summary = words.count("The one contradiction", "All {number} contradictions", len(found))
        blocks.append(Details(summary, [each]))
    return Section("contradictions", heading, blocks)
