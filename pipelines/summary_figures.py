"""The figures that a case compares, and how many names stand behind each."""

from typing import Any

# Without any list no name stands behind any figure; the bridges say so.
EVIDENCE = """
select claim_id, organisation, value, qualifier, label_es, itemised, evidenced_low, evidenced_high, unexplained_low,
    unexplained_high
from marts.claim_evidence
join marts.claim using (claim_id, reading)
left join meta.label on scheme = 'qualifier' and code = qualifier
where reading = 'stated'
    and exists (from marts.comparison where claim_id in (from_claim_id, to_claim_id))
    and exists (from marts.claim_evidence where evidenced_high > 0)
order by claim_id
"""
HEADINGS = ["cifra · figure", "dicha", "en sus listas", "en toda lista", "sin explicar", ""]
LEGEND = (
    "en toda lista: nombres que su definición admite con certeza – a lo sumo; sin explicar: de lo que ninguna lectura"
    " explica a lo que la declarada no explica\n"
    "en toda lista: names that its definition certainly – at most admits; sin explicar: from what no reading accounts"
    " for to what the stated one does not"
)


def figures(evidence: list[dict[str, Any]]) -> list[str]:
    """A table of the figures, their names and what is left unexplained; nothing where there is no list."""
    from tabulate import tabulate  # noqa: PLC0415

    if not evidence:
        return []
    rows = [
        [
            each["claim_id"],
            _said(each),
            _number(each["itemised"]),
            _between(each["evidenced_low"], each["evidenced_high"]),
            _between(each["unexplained_low"], each["unexplained_high"]),
            each["organisation"],
        ]
        for each in evidence
    ]
    table = tabulate(
        rows, HEADINGS, disable_numparse=True, colalign=["left", *["right"] * 4, "left"]
    )
    return [str(table), LEGEND, ""]


def _said(each: dict[str, Any]) -> str:
    exact = each["qualifier"] == "exact" or each["value"] is None
    return _number(each["value"]) if exact else f"{each['label_es']} {each['value']:,d}"


def _between(low: int | None, high: int | None) -> str:
    if low == high:
        return _number(low)
    return f"{_number(low)}–{_number(high)}"


def _number(number: int | None) -> str:
    return "…" if number is None else f"{number:,d}"
