"""The training-set slider as a page: one HTML file with everything in it. It asks nothing of any server."""

from __future__ import annotations

import json
from pathlib import Path

from course.files import write_whole
from course.mending.shown import data as build_data

FOLDER = Path(__file__).parent
MODULE, STYLE = FOLDER / "mending.js", FOLDER / "mending.css"
PAGE_NAME = "mended.html"

# The policy lets the browser refuse any request that the page might make.
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who is in the training set?</title>
<link rel="icon" href="data:,">
<style>
body {{ margin: 0; background: #fff; color: #1a1a1a; font-family: system-ui, sans-serif; }}
main {{ max-width: 70rem; margin: 0 auto; padding: 1rem; }}
{style}
</style>
</head>
<body>
<main>
<h1>Who is in the training set?</h1>
<p>A last layer was trained on the faces that you choose, and then tried on 180 others. Every face is rendered and
shows nobody; the recognisers are real. The three targets are shapes of a head model, not peoples. The address of this
page holds what you have set, so a link leads others to the same place.</p>
<div id="mending"></div>
<noscript><p>This page draws its figures with JavaScript, which is switched off here.</p></noscript>
</main>
<script type="application/json" id="mending-data">{data}</script>
<script type="module">
{module}
page(document.getElementById("mending"), JSON.parse(document.getElementById("mending-data").textContent));
</script>
</body>
</html>
"""


def page(path: str | Path, data: dict | None = None) -> Path:
    """Write the slider to ``path``, an HTML file that needs nothing else. Returns the path.

    data: what `course.mending.data` gives (default: built now). Links may carry a state:
    ``mended.html#recogniser=dlib&african=20&asian=20&european=20``.
    """
    path = Path(path)
    content = json.dumps(build_data() if data is None else data, separators=(",", ":"), allow_nan=False)
    write_whole(path, PAGE.format(
        style=STYLE.read_text(encoding="utf-8"),
        module=MODULE.read_text(encoding="utf-8"),
        data=content.replace("<", "\\u003c"),  # so that no text in it can end the script element
    ).encode())
    return path
