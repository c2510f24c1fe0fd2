"""The tables of README.md and LEEME.md, made from the publication: `python -m pipelines.readme`."""

import re
from pathlib import Path
from typing import Any

from pipelines.case import ROOT, case_of
from pipelines.summary import document
from pipelines.summary_bridge import stated

PAGES = {"LEEME.md": "es", "README.md": "en"}
HEADINGS = {
    "es": ("paso", "cambio", "acumulado", "cifras citadas"),
    "en": ("step", "change", "running total", "cited figures"),
}


def table(told: dict[str, Any], comparison_id: str, language: str) -> str:
    """The stated bridge of one comparison as a Markdown table."""
    comparison = next(
        each for each in told["comparisons"] if each["comparison_id"] == comparison_id
    )
    rows = [HEADINGS[language], ("---", "---:", "---:", "---")]
    for line in stated(comparison):
        change = "" if line["reason"] in ("FROM", "TO") else f"{line['amount']:+d}"
        if change and line["amount_high"] is None:
            change += " …"
        rows.append(
            (
                line[f"label_{language}"],
                change,
                str(line["running_total"]),
                ", ".join(line["claim_ids"]),
            )
        )
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def page(text: str, told: dict[str, Any], language: str) -> str:
    """A page with each table between `<!-- bridge ID -->` and `<!-- end -->` made anew."""
    return re.sub(
        r"(<!-- bridge (\w+) -->\n).*?(\n<!-- end -->)",
        lambda found: found[1] + table(told, found[2], language) + found[3],
        text,
        flags=re.DOTALL,
    )


def pages(warehouse: Path) -> dict[Path, str]:
    """Both pages as they should read for a publication of the repository's case."""
    told = document(warehouse)
    return {
        ROOT / name: page((ROOT / name).read_text("utf-8"), told, language)
        for name, language in PAGES.items()
    }


if __name__ == "__main__":
    for path, text in pages(case_of(ROOT).warehouse).items():
        path.write_text(text, "utf-8")
