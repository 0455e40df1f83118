"""axe on many pages of which much is the same.

Each rule looks at the whole of each page, but one: contrast. That is by far the slowest, and on a site it looks at the same navigation on
every page and at the same dozen colours in thousands of words of code. What it says of a text follows from how the text looks: its colour,
size and weight, and what lies behind it. So of the texts of all pages that look alike it is given the first. :data:`LOOKS` says what counts
as alike; it goes by the page as it is painted (computed styles), so a fault anywhere makes a look of its own, and is seen.
"""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
CONTRAST = "color-contrast"
BAD = ("serious", "critical")

# All texts of a page by how they look: {look: [elements]}. An element's look is its own colour, size, weight and shadow, and the backgrounds,
# filters and opacities around it up to the root. What is taken out of the flow, and may lie over something that is not around it, is told
# apart by its name. A single letter is left out: axe finds no fault in one.
LOOKS = """() => {
  const behind = new Map(), looks = new Map();
  const around = (e) => {
    if (!e) return "";
    if (!behind.has(e)) {
      const s = getComputedStyle(e), moved = !["static", "relative"].includes(s.position) || s.zIndex !== "auto" || s.float !== "none"
        || s.transform !== "none" || [s.marginTop, s.marginLeft].some((m) => m.startsWith("-"));
      const plain = s.backgroundColor === "rgba(0, 0, 0, 0)" && s.backgroundImage === "none" && s.opacity === "1" && s.filter === "none"
        && s.mixBlendMode === "normal" && !moved;
      const own = plain ? "" : [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode,
        ...(moved ? [s.position, s.zIndex, e.tagName, e.id, e.getAttribute("class")] : [])].join();
      behind.set(e, around(e.parentElement ?? e.getRootNode().host) + (own && "/" + own));
    }
    return behind.get(e);
  };
  const painted = (p) => ["none", "normal"].includes(p.content) ? "" : [p.backgroundColor, p.backgroundImage, p.position].join();
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) walk(e.shadowRoot);
      const text = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("") + (e.value ?? "") + (e.placeholder ?? "");
      if (text.length < 2 || !e.checkVisibility({ visibilityProperty: true })) continue;
      const s = getComputedStyle(e), pseudo = ["::before", "::after"].map((p) => painted(getComputedStyle(e, p)));
      const look = [s.color, s.fontSize, s.fontWeight, s.textShadow, s.webkitTextStrokeColor, e.disabled ?? "",
        e.getAttribute("aria-disabled") ?? "", ...pseudo, around(e)].join(";");
      looks.has(look) ? looks.get(look).push(e) : looks.set(look, [e]);
    }
  };
  walk(document);
  return looks;
}"""

# axe's contrast of what looks like nothing in ``known``: [violations, the looks that it has judged, how many texts there are]. Where it
# cannot judge the first text of a look (out of sight, in part behind something), it gets all the others.
_NEW = f"""async (known) => {{
  const looks = ({LOOKS})(), seen = new Set(known), texts = [...looks.values()].flat(), judged = [], bad = [];
  let pending = [...looks].filter(([look]) => !seen.has(look));
  for (const chosen of [(all) => all.slice(0, 1), (all) => all.slice(1)]) {{
    const include = pending.flatMap(([, all]) => chosen(all)), inside = new Set(include);
    if (!include.length) break;
    const exclude = texts.filter((e) => !inside.has(e) && include.some((o) => o.contains(e)));
    const found = await axe.run({{ include, exclude }}, {{ runOnly: ["{CONTRAST}"], resultTypes: ["violations", "passes"], elementRef: true }});
    const told = new Set([...found.violations, ...found.passes].flatMap((rule) => rule.nodes).map((node) => node.element));
    bad.push(...found.violations.map((one) => ({{ ...one, nodes: one.nodes.map((node) => ({{ html: node.html }})) }})));
    judged.push(...pending.filter(([, all]) => chosen(all).some((e) => told.has(e))).map(([look]) => look));
    pending = pending.filter(([look]) => !judged.includes(look));
  }}
  return [bad, judged, texts.length];
}}"""

_OTHERS = f"""async () => {{
  const found = await axe.run({{resultTypes: ["violations"], rules: {{"{CONTRAST}": {{enabled: false}}}}}});
  const ran = [found.violations, found.passes, found.incomplete, found.inapplicable].flat().map((rule) => rule.id);
  return [found.violations, ran];
}}"""


class Sweep:
    """axe on page after page: all rules on each of them, contrast on each look once.

    ``rules`` are those that ran on every page so far, ``texts`` how many texts there were, ``looks`` how many different ones.
    """

    def __init__(self) -> None:
        self.rules: set[str] | None = None
        self.texts = 0
        self._known: list[str] = []

    @property
    def looks(self) -> int:
        return len(self._known)

    def faults(self, page: Page) -> list[str]:
        """Everything serious that axe finds on the page as it is now, but for contrast that it has judged before."""
        page.evaluate(SOURCE)
        found, ran = page.evaluate(_OTHERS)
        ran = {*ran, CONTRAST}
        self.rules = ran if self.rules is None else self.rules & ran
        return _told(found) + self.contrast(page)

    def contrast(self, page: Page) -> list[str]:
        """Contrast alone, on a page that has axe."""
        found, fresh, texts = page.evaluate(_NEW, self._known)
        told = _told(found)
        if not told:  # a look with a fault is found again on the next page
            self._known += fresh
        self.texts += texts
        return told


def every_rule(page: Page) -> set[str]:
    """The rules that axe runs when nobody chooses among them."""
    page.evaluate(SOURCE)
    found = page.evaluate("axe.run()")
    return {rule["id"] for kind in ("violations", "passes", "incomplete", "inapplicable") for rule in found[kind]}


def _told(found: list[dict]) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in BAD]
