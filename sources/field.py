"""The fields that a list or a list of claims may carry, and the codes that they hold."""

NAME = "full_name"
DATES = frozenset({"birth_date", "detained_on", "occurred_on"})

LIST_FIELDS = (
    "row_id",
    NAME,
    "given_names",
    "surnames",
    "nickname",
    "national_id",
    "sex",
    "age",
    "birth_date",
    "is_minor",
    "nationality",
    "category",
    "detained_on",
    "event",
    "occurred_on",
    "facility",
    "state",
    "measure",
    "legal_basis",
    "offence",
    "political",
    "verification",
    "accompanies",
    "note",
    "url",
)

CLAIM_FIELDS = (
    "claim_id",
    "reading",
    "organisation",
    "side",
    "claimed_by",
    "said_on",
    "as_of",
    "value",
    "qualifier",
    "unit",
    "stock_or_flow",
    "basis",
    "window_start",
    "window_end",
    "window_text",
    "excludes",
    "population",
    "evidence",
    "parts",
    "derived_from",
    "names_published",
    "source_url",
    "notes",
    "label_es",
    "label_en",
    "part_reason",
)

NEEDED_OF_A_CLAIM = frozenset({"claim_id", "organisation", "side", "said_on", "qualifier", "unit"})

# The scheme of data/reference/labels.csv in which a field's codes stand.
SCHEMES = {
    "sex": "sex",
    "is_minor": "yes_no",
    "category": "category",
    "event": "event",
    "measure": "measure",
    "legal_basis": "legal_basis",
    "political": "political",
    "side": "publisher_kind",
    "qualifier": "qualifier",
    "unit": "unit",
    "stock_or_flow": "stock_or_flow",
    "basis": "basis",
    "population": "population",
    "names_published": "names_published",
    "part_reason": "reason",
}

# Categories whose codes no scheme lists: any text, and two capital letters for a nationality.
FREE_CATEGORIES = frozenset({"accompanies", "nationality", "verification"})

SEVERAL_IN_A_CELL = frozenset({"measure", "nationality", "offence"})
