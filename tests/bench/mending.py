"""How long from a move of the training-set slider to the changed picture, in Chromium; and what learning a layer takes.

Run: python tests/bench/mending.py [--moves 60] [--no-lab]

Times as in tests/bench/explorer.py: from the browser's own time stamp of the input to the end of the frame that shows
it; "bare" is a slider that changes nothing, measured in the same run; "cpu" is the main thread's time for a move. The
limit of the lesson is 100 ms a move.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np

from course import mending
from course.evaluation import learn_metric
from course.mending import grid
from tests.browser.chromium import STOPWATCH, browser, jupyter_lab, run_all

BARE = '<div class="mending"><input type="range" min="0" max="6" style="width: 30rem"></div>'


def measure_moves(page, moves: int) -> tuple[np.ndarray, float]:
    """Times in ms of arrow keys up and down the first slider, and the mean processor time of a move in ms."""
    page.evaluate(STOPWATCH)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy():
        return next(1e3 * one["value"] for one in session.send("Performance.getMetrics")["metrics"] if one["name"] == "TaskDuration")

    page.locator(".mending input[type=range]").first.focus()
    began = busy()
    for number in range(moves):
        page.keyboard.press("ArrowRight" if number // 6 % 2 == 0 else "ArrowLeft")
        page.wait_for_timeout(60)
    times = np.array(page.evaluate("latencies.splice(0)"))
    return times, (busy() - began) / max(1, times.size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=60)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--no-lab", action="store_true", help="leave JupyterLab out")
    arguments = parser.parse_args()
    half = grid.trial("dlib").development
    took = []
    for _ in range(5):
        start = time.perf_counter()
        learn_metric(half.rows, half.subjects)
        took.append(time.perf_counter() - start)
    print(f"learn_metric on {len(half.rows)} templates of {half.rows.shape[1]} numbers: {1e3 * min(took):.0f} ms (limit 200)")
    data = mending.data()
    print(f"{len(json.dumps(data)) / 1e3:.0f} kB of JSON")
    print(f"{'where':>12} {'moves':>6} {'median ms':>10} {'p95 ms':>7} {'cpu ms':>7}")

    def show(where, found):
        print(f"{where:>12} {found[0].size:>6} {np.median(found[0]):>10.1f} {np.quantile(found[0], 0.95):>7.1f} {found[1]:>7.1f}")

    with tempfile.TemporaryDirectory() as folder:
        with browser(arguments.chromium) as chromium:
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            page.set_content(BARE)
            show("bare", measure_moves(page, arguments.moves))
            page.goto(mending.page(Path(folder) / "mended.html", data).as_uri())
            show("page", measure_moves(page, arguments.moves))
        if arguments.no_lab:
            return
        Path(folder, "data.json").write_text(json.dumps(data))
        cells = ["import json\nfrom course.mending import mending\nmending(json.load(open('data.json')))"]
        with jupyter_lab(Path(folder), cells) as address, browser(arguments.chromium) as chromium:
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address)
            run_all(page)
            page.wait_for_selector(".mending svg", timeout=60_000)
            page.wait_for_timeout(500)
            show("JupyterLab", measure_moves(page, arguments.moves))


if __name__ == "__main__":
    main()
