"""The explorer as a page: one HTML file with everything in it. It opens from a disk and asks nothing of any server."""

from __future__ import annotations

import json
from pathlib import Path

from course.explorer.counts import data as build_data
from course.files import write_whole

FOLDER = Path(__file__).parent


def whole(module: Path) -> str:
    """The text of an ES module with what draws it, ``drawing.js``, before it: one file, which imports nothing."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / "drawing.js", module))


MODULE, STYLE = whole(FOLDER / "explorer.js"), FOLDER / "explorer.css"

# The policy lets the browser refuse any request that the page might make.
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ margin: 0; background: #fff; color: #1a1a1a; font-family: system-ui, sans-serif; }}
main {{ max-width: {width}rem; margin: 0 auto; padding: 1rem; }}
{style}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{lead}</p>
<div id="{name}"></div>
<noscript><p>This page draws its figures with JavaScript, which is switched off here.</p></noscript>
</main>
<script type="application/json" id="{name}-data">{data}</script>
<script type="module">
{module}
page(document.getElementById("{name}"), JSON.parse(document.getElementById("{name}-data").textContent));
</script>
</body>
</html>
"""
LEAD = """Two images are taken for one person when their distance is at or below the threshold. Move the threshold, and see
who is matched, who is missed and who is wrongly named. The faces are rendered and show nobody; the distances come from
real recognisers. The address of this page holds what you have set, so a link leads others to the same place."""


def stand_alone(path: str | Path, data: dict, *, name: str, module: str, style: Path, title: str, lead: str, width: int) -> Path:
    """Write an HTML file that needs nothing else: ``module``, the text of an ES module with ``page(element, data)``, and what it draws.

    name: the id of the element. lead: the paragraph above it. width: of the page at most, in rem. Returns the path.
    """
    path = Path(path)
    content = json.dumps(data, separators=(",", ":"), allow_nan=False)
    write_whole(path, PAGE.format(
        name=name, title=title, lead=lead, width=width,
        style=style.read_text(encoding="utf-8"),
        module=module,
        data=content.replace("<", "\\u003c"),  # so that no text in it can end the script element
    ).encode())
    return path


def page(path: str | Path, data: dict | None = None) -> Path:
    """Write the explorer to ``path``, an HTML file that needs nothing else. Returns the path.

    data: what `course.explorer.data` gives (default: built now). Links may carry a state:
    ``explorer.html#recogniser=dlib&threshold=0.45&gallery=25000&group=all&prior=0.5&searches=1000``.
    """
    return stand_alone(path, build_data() if data is None else data, name="explorer", module=MODULE, style=STYLE,
                       title="What a threshold trades", lead=LEAD, width=76)
