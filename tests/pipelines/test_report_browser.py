"""The page in a real browser: nothing on the console, no sideways scroll on a phone, no fault that axe-core finds."""

import html
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pipelines.pages import written

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
AXE = importlib.util.find_spec("axe_core_python")
PHONE = """<!doctype html><title>…</title>
<iframe id="page" width="360" height="800" style="border: 0" src="{page}"></iframe>
<script>
onload = () => {{
  const page = document.getElementById("page").contentDocument;
  const over = [...page.querySelectorAll("body *")].filter(
    (it) => !it.closest(".scroll, .skip") && it.getBoundingClientRect().right > 360);
  document.title = JSON.stringify(
    {{wide: page.documentElement.scrollWidth, over: over.map((it) => it.outerHTML.slice(0, 80))}});
}};
</script>
"""
AUDIT = """<script>{axe}</script>
<script>
axe.run().then((found) => {{
  document.title = JSON.stringify(found.violations.map((it) => [it.id, it.impact, it.nodes[0].html.slice(0, 99)]));
}});
</script>
"""

pytestmark = pytest.mark.skipif(
    BROWSER is None,
    reason="no Chromium here (apt-get install chromium): the page was not opened in a browser",
)


@pytest.fixture(scope="module")
def page(ran, tmp_path_factory):
    return written(ran, tmp_path_factory.mktemp("browser"))


def opened(page: Path, profile: Path) -> tuple[str, str]:
    """What a page's title became and what the browser logged."""
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
            f"--user-data-dir={profile}", "--enable-logging=stderr", "--virtual-time-budget=20000",
            "--window-size=800,900", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return html.unescape(re.search(r"<title>(.*?)</title>", done.stdout, re.S)[1]), done.stderr


@pytest.mark.parametrize(
    ("language", "edition"), [("es", "restricted"), ("en", "restricted"), ("es", "public")]
)
def test_a_phone_shows_it_without_a_sideways_scroll_and_the_console_stays_silent(
    ran, tmp_path, language, edition
):
    page = written(ran, tmp_path, language, edition)
    frame = page.parent / "phone.html"
    frame.write_text(PHONE.format(page=page.name), encoding="utf-8")
    told, logged = opened(frame, tmp_path / "profile")
    found = json.loads(told)
    assert 300 < found["wide"] <= 360
    assert found["over"] == []
    assert "CONSOLE" not in logged


def test_the_ledger_is_searched_and_sorted(page, tmp_path):
    driven = page.parent / "driven.html"
    driven.write_text(
        without_policy(page).replace("</body>", f"<script>{DRIVE}</script></body>"),
        encoding="utf-8",
    )
    told, _ = opened(driven, tmp_path)
    assert json.loads(told) == {
        "all": 6,
        "found": 3,
        "first": "Eleuterio Guanipa Sifontes",
        "last": "Yolimar",
    }


DRIVE = """
const rows = () => [...document.querySelectorAll('[data-ledger] tbody tr')].filter((row) => !row.hidden);
const told = {all: rows().length};
const input = document.querySelector('.find input');
input.value = 'YOLIMAR uzcategui';
input.dispatchEvent(new Event('input'));
told.found = rows().length;
input.value = '';
input.dispatchEvent(new Event('input'));
const sort = document.querySelector('[data-ledger] thead button');
sort.click();
told.first = rows()[0].cells[0].textContent;
sort.click();
told.last = rows()[0].cells[0].textContent.split(' ')[0];
document.title = JSON.stringify(told);
"""


@pytest.mark.skipif(
    AXE is None,
    reason="axe-core-python is not installed: accessibility was checked by our own tests alone",
)
@pytest.mark.parametrize("edition", ["restricted", "public"])
def test_axe_core_finds_nothing_serious(ran, tmp_path, edition):
    page = written(ran, tmp_path, "es", edition)
    axe = (Path(AXE.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    audited = page.parent / "audited.html"
    audited.write_text(
        without_policy(page)
        .replace("<details", "<details open")
        .replace("</body>", AUDIT.format(axe=axe.replace("</script", "<\\/script")) + "</body>"),
        encoding="utf-8",
    )
    told, _ = opened(audited, tmp_path / "profile")
    assert json.loads(told) == []


def without_policy(page: Path) -> str:
    """The page as it is, but that a test's own script may run in it."""
    return re.sub(r"<meta http-equiv[^>]*>", "", page.read_text(encoding="utf-8"), count=1)
