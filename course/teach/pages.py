"""HTML files that need nothing else, and what Chromium says of them: PDF, and the sizes of what it shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from course.errors import CourseError

FOLDER = Path(__file__).parent
PATIENCE = 120
"""Seconds that one start of Chromium may take."""

# The policy lets the browser refuse any request that a page might make.
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
{head}<style>
{style}
</style>
</head>
<body>
{body}
{script}</body>
</html>
"""


class TeachError(CourseError):
    """Something for teaching cannot be made or read. The message names it and the mend."""


def page(title: str, body: str, *, style: str, script: str = "", head: str = "") -> bytes:
    """A whole HTML file. title: plain text, already escaped."""
    return PAGE.format(title=title, body=body, style=style, head=head,
                       script=f"<script>\n{script}\n</script>\n" if script else "").encode()


_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
             "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")


def chromium() -> str | None:
    """Where Chromium, or a browser made of it, is on this machine; None without one."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def _run(*arguments: str) -> str:
    browser = chromium()
    if not browser:
        raise TeachError("no Chromium was found on this machine, which makes the PDF and measures the slides. On Debian: apt install "
                         "chromium. Without it: --html-only.")
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        root = hasattr(os, "geteuid") and os.geteuid() == 0  # noqa: TID251
        flags = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                 "--disable-sync", "--hide-scrollbars", f"--user-data-dir={profile}", *(["--no-sandbox"] if root else [])]
        try:
            done = subprocess.run([browser, *flags, *arguments], capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise TeachError(f"Chromium did not answer within {PATIENCE} seconds. Try again on a quieter machine.") from None
    if done.returncode:
        raise TeachError(f"Chromium stopped with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def pdf(source: Path, out: Path, fragment: str = "") -> None:
    """Print the HTML file ``source`` to ``out``, whole or not at all. fragment: what stands behind ``#`` in the address."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".pdf-") as folder:
        made = Path(folder) / "made.pdf"
        _run("--no-pdf-header-footer", f"--print-to-pdf={made}", source.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        if not made.exists() or not made.read_bytes().startswith(b"%PDF"):
            raise TeachError(f"Chromium made no PDF of {source.name}.")
        os.replace(made, out)


def measured(source: Path) -> list[dict]:
    """What the page's own ``measure`` wrote down when it was opened at ``#measure``: a list, one entry a slide.

    Raises
    ------
    TeachError
        When the page did not measure itself.
    """
    shown = _run("--window-size=1400,900", "--virtual-time-budget=10000", "--dump-dom", f"{source.resolve().as_uri()}#measure")
    found = re.search(r'<script id="measured" type="application/json">(.*?)</script>', shown, re.S)
    if not found:
        raise TeachError(f"{source.name} did not measure itself in Chromium; build it again.")
    return json.loads(found[1])
