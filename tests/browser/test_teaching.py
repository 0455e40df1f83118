"""What the site carries for one class with nothing installed; and what it must not carry."""

import re

import pytest

from course.teach.inventory import key

pytestmark = pytest.mark.browser


def test_the_site_has_the_kit_the_deck_and_the_handout(site, window, address):
    front = (site / "index.html").read_text()
    for place in ("docs/teach/index.html", "teach/one_class.html", "teach/handout.html", "teach/wrong.html"):
        assert (site / place).exists() and place in front, place
    page = window.new_page()
    page.goto(f"{address}teach/one_class.html")
    page.keyboard.press("PageDown")
    assert page.get_by_role("status").inner_text().startswith("2 of ")


def test_the_site_has_no_key(site):
    ideas = [idea for told in key()["questions"].values() for idea in told.values() if isinstance(idea, str) and len(idea) > 20]
    for path in [*site.rglob("*.html"), *site.rglob("*.json")]:
        if "lab" in path.relative_to(site).parts[:1]:
            continue
        text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8", errors="replace"))
        assert not [idea for idea in ideas if idea in text], path
    assert not list(site.rglob("key.yml"))
