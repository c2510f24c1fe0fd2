"""The report as one HTML file that needs nothing from outside and no script to be read."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pipelines.report.content import Content
from pipelines.report.element import Section
from pipelines.report.told import Told

HOME = Path(__file__).parent / "template"

# Control characters that no page may hold; tabs and line ends may stay.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def report(shown: Content) -> str:
    """A report as the text of a page."""
    told = shown.told
    script = (HOME / "ledger.js").read_text(encoding="utf-8")
    return (
        _templates(told)
        .get_template("page.html")
        .render(
            told=told,
            shown=shown,
            style=Markup((HOME / "style.css").read_text(encoding="utf-8")),  # noqa: S704  our own
            script=Markup(script) if _has_ledger(shown.sections) else None,  # noqa: S704  our own
            policy=policy(script),
        )
    )


def policy(script: str) -> str:
    """What the page allows itself: its own style, this one script, nothing from anywhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline';"
        " base-uri 'none'; form-action 'none'"
    )


def _templates(told: Told) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HOME),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_showable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"say": told.words.say, "words": told.words}
    environment.filters["drawn"] = Markup
    return environment


def _showable(value: Any) -> Any:
    return UNSHOWABLE.sub("\ufffd", value) if type(value) is str else value


def _has_ledger(sections: list[Section]) -> bool:
    return any(
        getattr(block, "is_ledger", False) for section in sections for block in section.blocks
    )
