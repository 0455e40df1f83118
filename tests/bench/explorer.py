"""How long from a move of the threshold explorer's slider to the changed picture, in Chromium.

Run: python tests/bench/explorer.py [--moves 200] [--no-lab]

The slider is dragged with the mouse and moved with the arrow keys, as a reader would, in the page that needs no kernel
and in JupyterLab. Each time runs from the browser's own time stamp of the input to the end of the frame that shows
it. A frame of a 60 Hz screen takes 16.7 ms, and the wait for the next one is part of the time: "bare" is a slider that
changes nothing, measured in the same run. "cpu" is the processor time that the page's main thread takes for a move
(script, style, layout and paint); it does not grow when the machine is busy with something else.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

from course import explorer
from course.explorer.counts import VERSION, measure
from tests.browser.chromium import STOPWATCH, browser, jupyter_lab, run_all


def invented(subjects: int = 240, images: int = 5) -> dict:
    """Data of invented people, for where the cast is not there."""
    from course.evaluation.scores import FaceSet, random_faces

    groups = [f"{target} {sex}" for target in ("african", "asian", "european") for sex in ("female", "male")]
    faces = random_faces(subjects, images, dimensions=12, spread=0.5, groups=groups)
    faces = FaceSet(faces.vectors / 10, faces.subjects, faces.groups)
    names = [f"{subject}-{i % images}" for i, subject in enumerate(faces.subjects)]
    one = measure(faces, "euclidean", images=names) | {"label": "Invented", "metric": "euclidean", "measure": "Euclidean distance", "default": None}
    labels = [{"key": key, "label": key.replace("-", ", ")} for key in one["groups"]]
    return {"version": VERSION, "split": "invented", "groups": labels, "recognisers": {"dlib": one}, "images": {}}


BARE = '<div class="explorer"><input type="range" min="0" max="1" step="0.001" style="width: 30rem"></div>'


def measure_moves(page, moves: int) -> dict[str, tuple[np.ndarray, float]]:
    """Times in ms of mouse moves and of arrow keys, and the mean processor time of a move in ms."""
    page.evaluate(STOPWATCH)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy():
        return next(1e3 * one["value"] for one in session.send("Performance.getMetrics")["metrics"] if one["name"] == "TaskDuration")

    slider = page.locator(".explorer input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, y)
    page.mouse.down()
    began = busy()
    for place in np.linspace(0.02, 0.98, moves):
        page.mouse.move(box["x"] + place * box["width"], y)
    page.mouse.up()
    page.wait_for_timeout(100)
    dragged = page.evaluate("latencies.splice(0)")
    slider.focus()
    between = busy()
    for _ in range(moves):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(100)
    pressed = page.evaluate("latencies.splice(0)")
    return {"mouse": (np.array(dragged), (between - began) / len(dragged)), "keys": (np.array(pressed), (busy() - between) / len(pressed))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=200)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--invented", action="store_true", help="measure with invented people instead of the cast")
    parser.add_argument("--no-lab", action="store_true", help="leave JupyterLab out")
    arguments = parser.parse_args()
    data = invented() if arguments.invented else explorer.data()
    pairs = sum(one["groups"]["all"][kind][-1] for one in data["recognisers"].values() for kind in ("mated", "nonmated"))
    print(f"{pairs:,} pairs as {len(json.dumps(data)) / 1e3:.0f} kB of JSON")
    print(f"{'where':>12} {'how':>6} {'moves':>6} {'median ms':>10} {'p95 ms':>7} {'cpu ms':>7}")

    def show(where, times):
        for how, (values, busy) in times.items():
            print(f"{where:>12} {how:>6} {values.size:>6} {np.median(values):>10.1f} {np.quantile(values, 0.95):>7.1f} {busy:>7.1f}")

    with tempfile.TemporaryDirectory() as folder:
        with browser(arguments.chromium) as chromium:
            page = chromium.new_page()
            page.set_content(BARE)
            show("bare", measure_moves(page, arguments.moves))
            page.goto(explorer.page(Path(folder) / "explorer.html", data).as_uri())
            show("page", measure_moves(page, arguments.moves))
        if arguments.no_lab:
            return
        Path(folder, "data.json").write_text(json.dumps(data))
        cells = ["import json\nfrom course.explorer import explorer\nexplorer(json.load(open('data.json')))"]
        with jupyter_lab(Path(folder), cells) as address, browser(arguments.chromium) as chromium:
            page = chromium.new_page()
            page.goto(address)
            run_all(page)
            page.wait_for_selector(".explorer .panel svg")
            page.wait_for_timeout(500)
            show("JupyterLab", measure_moves(page, arguments.moves))


if __name__ == "__main__":
    main()
