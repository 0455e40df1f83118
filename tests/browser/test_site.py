"""The site, walked in a real browser from under a sub-path: nothing asks another server, and every link resolves."""

import functools
import http.server
import re
import shutil
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import axe_playwright_python
import pytest

from course import paths
from course.authoring import source
from course.authoring.build import lesson_sources
from tests.lab.browser import browser

pytestmark = pytest.mark.timeout(600)  # whichever test comes first may have to execute the lessons
pytest.importorskip("mkdocs", reason="THE SITE IS NOT TESTED: install the extra `site` (make site)")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Built with the lessons' outputs. Each lesson is executed once, here or in its own test, whichever comes first."""
    from course.site.build import build

    return build(tmp_path_factory.mktemp("built") / "somewhere" / "site")


@pytest.fixture(scope="module")
def address(site):
    """The site under /somewhere/site/, not at the root of its server."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    folder = site.parent.parent
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/somewhere/site/"
        server.shutdown()


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids |= {attributes[name] for name in ("id", "name") if attributes.get(name)}
        self.links += [attributes[name] for name in ("href", "src") if attributes.get(name)]


def pages(site):
    return sorted(site.rglob("*.html"))


def test_every_internal_link_resolves(site):
    read = {path: Links(path.read_text(encoding="utf-8")) for path in pages(site)}
    dead = []
    for path, page in read.items():
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, anchor = urldefrag(urljoin(path.as_uri(), link))
            target = Path(unquote(target.removeprefix("file://")))
            target = target / "index.html" if target.is_dir() else target
            inside = target.is_relative_to(site) and target.exists()
            if not inside or (anchor and target in read and target.name != "explorer.html"
                              and unquote(anchor) not in read[target].ids):
                dead.append(f"{path.relative_to(site)}: {link}")
    assert not dead, dead


def test_the_site_holds_every_lesson_and_no_answer(site):
    for lesson in lesson_sources():
        page = (site / "notebooks" / f"{lesson.stem}.html").read_text(encoding="utf-8")
        assert '<form class="quiz"' in page and 'src="../img/' in page, "the page shows no outputs"
    for slug in source.slugs():
        path = site / "assignments" / slug / "release" / f"{slug}.html"
        if (paths.ASSIGNMENTS / slug / "release" / f"{slug}.ipynb").exists():
            text = path.read_text(encoding="utf-8")
            assert "BEGIN SOLUTION" not in text and "BEGIN HIDDEN" not in text
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 40e6


@pytest.mark.browser
def test_no_page_asks_another_server_and_axe_finds_nothing_serious(chromium, site, address):
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    faults, asked, broken = [], [], []
    with browser(chromium) as window:
        page = window.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        for path in pages(site):
            page.goto(address + str(path.relative_to(site)))
            page.evaluate(axe)
            found = page.evaluate("axe.run({resultTypes: ['violations']})")
            faults += [f"{path.relative_to(site)}: {one['id']}: {one['nodes'][0]['html'][:200]}"
                       for one in found["violations"] if one["impact"] in ("serious", "critical")]
            page.set_viewport_size({"width": 640, "height": 450})  # 1280 wide at 200% zoom
            beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            faults += [f"{path.relative_to(site)}: at 200% it is {beyond} px too wide"] if beyond > 1 else []
            page.set_viewport_size({"width": 1280, "height": 900})
    outside = [url for url in asked if not url.startswith((address.split("/somewhere")[0], "data:", "blob:"))]
    assert not outside
    assert not broken
    assert not faults, "\n".join(faults)


@pytest.mark.browser
def test_a_link_to_the_explorer_carries_its_state_also_from_a_disk(chromium, site, tmp_path):
    moved = shutil.copy(site / "explorer.html", tmp_path / "explorer.html")
    with browser(chromium) as window:
        page = window.new_page()
        page.goto(Path(moved).as_uri() + "#recogniser=sface&threshold=0.5")
        page.locator("#explorer input[type=range]").first.wait_for()
        chosen = page.evaluate("[...document.querySelectorAll('#explorer select')].map(one => one.value)")
        assert "sface" in chosen
        assert "0.5" in page.locator("#explorer").inner_text()
