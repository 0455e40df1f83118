"""How much slower the browser's Python is, and how soon it is there. Run: python tests/bench/browser_lab.py [LESSON...] [--chromium]

Each lesson's cells run natively and under Node with the browser's packages, one after the other, with the same few lines around
them. What is counted is seconds of the processor, so other work on the machine changes little. ``--chromium`` builds the site's lab and
opens the first lesson in headless Chromium twice, the second time with what the browser kept: seconds by the clock from the
click to the notebook, and to the end of its first cell. For that the machine must be quiet.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from course import children  # noqa: E402
from course.content.notebooks import to_bytes  # noqa: E402
from course.site.browser import assemble, fetch  # noqa: E402
from course.teach import pages  # noqa: E402

PYODIDE = ROOT / "tests" / "pyodide"
NATIVE = """\
import json, sys, time
exec(open(sys.argv[1], encoding="utf-8").read())
cells = [cell for cell in json.load(open(sys.argv[2], encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
told = []
for cell in cells:
    begun = time.process_time()
    error, _ = run_cell("".join(cell["source"]))
    told.append({"error": error, "seconds": time.process_time() - begun})
print(json.dumps(told))
"""
FIRST_RAN = "/\\[\\d+\\]/.test(document.querySelector('.jp-CodeCell .jp-InputArea-prompt')?.textContent)"


def native(notebook: Path) -> list[dict]:
    environment = children.environment(MPLBACKEND="module://matplotlib_inline.backend_inline", COURSE_PROGRESS="")
    done = subprocess.run(children.python("-c", NATIVE, str(PYODIDE / "cells.py"), str(notebook)), capture_output=True, text=True,
                          check=True, cwd=ROOT / "notebooks", env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def under_node(folder: Path, notebook: Path) -> list[dict]:
    done = subprocess.run(["node", str(PYODIDE / "run.mjs"), str(folder), str(ROOT), str(notebook)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["cells"]


def lessons(wanted: list[str]) -> None:
    every = {name: book for name, book in assemble.notebooks(True).items() if name[0].isdigit()}
    with tempfile.TemporaryDirectory(prefix="bench-browser-") as name:
        folder = Path(name)
        (folder / "start.json").write_text(json.dumps(assemble.put_pyodide(folder, fetch.PYODIDE.kept(), assemble.packages())))
        print(f"{'lesson':<32}{'cells':>6}{'native, s':>12}{'browser, s':>12}{'ratio':>8}{'slowest cell':>14}")
        for lesson, book in every.items():
            if wanted and not any(one in lesson for one in wanted):
                continue
            path = folder / lesson
            path.write_bytes(to_bytes(book))
            here, there = native(path), under_node(folder, path)
            failed = sum(bool(cell["error"]) for cell in there)
            mine, theirs = (sum(cell["seconds"] for cell in told) for told in (here, there))
            print(f"{lesson:<32}{len(there):>6}{mine:>12.1f}{theirs:>12.1f}{theirs / mine:>8.1f}{max(cell['seconds'] for cell in there):>14.1f}"
                  + (f"  {failed} failed" if failed else ""), flush=True)


def chromium() -> None:
    from course.site.website import build
    from tests.browser.chromium import browser
    from tests.browser.conftest import served

    with tempfile.TemporaryDirectory(prefix="bench-browser-") as name, browser(pages.chromium()) as one:
        site = Path(name) / "site"
        build(site)
        context = one.new_context()
        context.set_default_timeout(300_000)
        with served(site) as address:
            for visit in ("first visit", "second visit"):
                page = context.new_page()
                page.goto(f"{address}lab/00_start_here.html")
                begun = time.monotonic()
                page.locator("#open").click()
                first = page.locator(".jp-CodeCell").first
                first.locator(".cm-content").click()
                shown = time.monotonic() - begun
                page.keyboard.press("Shift+Enter")
                page.wait_for_function(FIRST_RAN)
                print(f"{visit}: notebook {shown:.1f} s, first cell done {time.monotonic() - begun:.1f} s")
                page.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("lessons", nargs="*", help="part of a lesson's file name (default: all)")
    options.add_argument("--chromium", action="store_true")
    told = options.parse_args()
    lessons(told.lessons)
    if told.chromium:
        chromium()


if __name__ == "__main__":
    main()
