"""What published figures say of one another: falls, sums, balances, as a person reads them."""

from itertools import groupby
from typing import Any

Row = dict[str, Any]

FALLS = """
select claim_id, previous_claim_id, verdict_es, verdict_en
from marts.claim_series
where verdict = 'fall'
order by as_of, claim_id
"""

# What a sum leaves of a figure; a figure that its own parts add up to says nothing new.
SUMS = """
select claim_id, sum_claim_id, how, parts, addends, "sum", value, qualifier, difference, difference_low,
    difference_high, days_apart
from marts.claim_sum
where difference <> 0
order by how, sum_claim_id, claim_id
"""

BALANCES = """
select balance_id, balance_es, balance_en, item, item_label.label_es as item_es, item_label.label_en as item_en, amount,
    running_total, amount_low, amount_high, claim_id
from marts.balance
left join meta.label as item_label on scheme = 'balance_item' and code = item
order by position, line_no
"""

PAIRS = "select count(*) as pairs from marts.claim_pair"

QUERIES = {"falls": FALLS, "sums": SUMS, "balance_lines": BALANCES, "claim_pairs": PAIRS}


def lines(claims: dict[str, list[Row]]) -> list[str]:
    """Falls, sums with a remainder and balances, line by line; of pairs, how many there are."""
    told = [both(fall) for fall in claims["falls"]]
    for _, sums in groupby(claims["sums"], key=lambda row: row["sum_claim_id"]):
        told.append(_sum(list(sums)))
    for _, balance in groupby(claims["balance_lines"], key=lambda row: row["balance_id"]):
        told += _balance(list(balance))
    (counted,) = claims["claim_pairs"]
    if counted["pairs"]:
        told.append(
            f"{counted['pairs']} pares de cifras de organizaciones distintas para una misma definición"
            " · pairs of figures of different organisations for one definition: marts.claim_pair"
        )
    return [*told, ""] if told else []


def warnings(comparison: Row, falls: list[Row]) -> list[str]:
    """One line for each figure that a comparison uses and that its own organisation lowered."""
    used = {comparison["from_claim_id"], comparison["to_claim_id"]}
    used.update(claim_id for line in comparison["bridge"] for claim_id in line["claim_ids"])
    return [
        f"aviso · warning: {both(fall)}"
        for fall in falls
        if used & {fall["claim_id"], fall["previous_claim_id"]}
    ]


def both(fall: Row) -> str:
    """A fall in both languages."""
    return f"{fall['verdict_es']} · {fall['verdict_en']}"


def _sum(wholes: list[Row]) -> str:
    """One sum, and what it leaves of each figure; `…` where the figure is open above."""
    first = wholes[0]
    left = "; ".join(
        f"{row['difference']:+d}{'' if row['difference_high'] is not None else ' …'}"
        f" → {row['value']} ({row['claim_id']}{_later(row['days_apart'])})"
        for row in wholes
    )
    cited = ", ".join(first["parts"])
    if first["how"] == "found":
        cited += f"; sumadas en · added up in {first['sum_claim_id']}"
    return (
        f"{first['addends']} = {first['sum']} ({cited}); sin detallar por ninguna parte"
        f" · itemised by no part: {left}"
    )


def _later(days: int | None) -> str:
    """How much later the figure was cut off than the last part; nothing on one day."""
    return f", +{days} d" if days else ""


def _balance(rows: list[Row]) -> list[str]:
    from tabulate import tabulate  # noqa: PLC0415

    title = f"{rows[0]['balance_es']} · {rows[0]['balance_en']} [{rows[0]['balance_id']}]"
    table = tabulate(
        [
            [
                f"  {row['item_es']} · {row['item_en']}",
                "" if row["item"] in ("opening", "closing") else f"{row['amount']:+,d}",
                f"{row['running_total']:,d}",
                row["claim_id"] or "",
            ]
            for row in rows
        ],
        tablefmt="plain",
        disable_numparse=True,
        colalign=["left", "right", "right", "left"],
    )
    return [title, table]
