"""Every reading of every figure that somebody said, with the names behind it."""

from pipelines.workbook.cell import joined
from pipelines.workbook.grid import Column, Sheet, grid
from pipelines.workbook.shown import Row, Shown


def sheet(shown: Shown) -> Sheet:
    """One reading of one figure a row, by day of its cut-off."""
    say = shown.words.say
    return Sheet(
        say("Claims"),
        say(
            "Every figure that somebody said, what it counts, how many names are behind it and"
            " between which bounds it is not evidenced by names."
        ),
        grid(
            _columns(shown),
            [_row(shown, claim) for claim in shown.claims],
            say("There is nothing to show: the case has no figure."),
        ),
        printed_to="unexplained_high",
    )


def _columns(shown: Shown) -> list[Column]:
    say = shown.words.say
    column = shown.column
    return [
        column("marts.claim.claim_id", say("Claim"), "id"),
        column("marts.claim.reading", say("Reading"), "text"),
        column("marts.claim.organisation", say("Organisation"), "text"),
        column("marts.claim.side", say("Side"), "text"),
        column("marts.claim.claimed_by", say("Said by"), "text"),
        column("marts.claim.said_on", say("Said on"), "day"),
        column("marts.claim.as_of", say("Cut-off"), "day"),
        column("marts.claim.qualifier", say("Qualifier"), "text"),
        column("marts.claim.value", say("Value"), "integer"),
        column("marts.claim.value_low", say("Value, at least"), "integer"),
        column("marts.claim.value_high", say("Value, at most"), "integer"),
        column("marts.claim.unit", say("Unit"), "text"),
        column("marts.claim.stock_or_flow", say("Flow or stock"), "text"),
        column("marts.claim.basis", say("Basis"), "text"),
        column("marts.claim.window_start", say("Counted from"), "day"),
        column("marts.claim.window_end", say("Counted to"), "day"),
        column("marts.claim.window_text", say("In its words"), "long"),
        column("marts.claim.excludes", say("Does not count"), "text"),
        column("marts.claim.population", say("Population"), "text"),
        column("marts.claim.evidence", say("Lists that itemise it"), "text"),
        column("marts.claim_evidence.itemised", say("On its own lists"), "integer"),
        column("marts.claim_evidence.evidenced_low", say("Names behind it, at least"), "integer"),
        column("marts.claim_evidence.evidenced_high", say("Names behind it, at most"), "integer"),
        column("marts.claim_evidence.residual_low", say("Not evidenced, at least"), "integer"),
        column("marts.claim_evidence.residual_high", say("Not evidenced, at most"), "integer"),
        column("marts.claim_evidence.unexplained_low", say("Unexplained, at least"), "integer"),
        column("marts.claim_evidence.unexplained_high", say("Unexplained, at most"), "integer"),
        column("marts.claim.parts", say("Parts"), "text"),
        column("marts.claim.derived_from", say("Computed from"), "text"),
        column("marts.claim.names_published", say("Were names published?"), "text"),
        column("marts.claim.source_url", say("Address"), "text"),
        column("marts.claim.notes", say("Note"), "prose"),
    ]


def _row(shown: Shown, claim: Row) -> Row:
    told = claim | {
        "reading": shown.reading(claim["reading"]),
        "excludes": shown.labelled("reason", claim.get("excludes")),
    }
    for key, scheme in (
        ("side", "publisher_kind"),
        ("qualifier", "qualifier"),
        ("unit", "unit"),
        ("stock_or_flow", "stock_or_flow"),
        ("basis", "basis"),
        ("population", "population"),
        ("names_published", "names_published"),
    ):
        if key in claim:
            told[key] = shown.label(scheme, claim[key])
    for key in ("evidence", "parts", "derived_from"):
        if key in claim:
            told[key] = joined(claim[key])
    return told
