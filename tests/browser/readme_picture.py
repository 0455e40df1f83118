"""Draw ``docs/explorer.png`` anew, the picture of the README: `python -m tests.browser.readme_picture`.

Its words stand in the README and are compared with the cast by a test.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from course import paths
from course.explorer.document import page
from course.files import write_whole
from course.teach.pages import chromium
from tests.browser.chromium import browser

STATE = "#recogniser=dlib&threshold=0.43&gallery=1000&group=all&prior=0.5&searches=1000"
SIZE = {"width": 1240, "height": 1300}


def main() -> int:
    executable = chromium()
    if not executable:
        print("docs/explorer.png was left as it is: there is no Chromium here. On Debian: apt install chromium.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder, browser(executable) as window:
        made = window.new_page(viewport=SIZE)
        made.goto(page(Path(folder) / "explorer.html").as_uri() + STATE)
        made.wait_for_function("[...document.images].length > 0 && [...document.images].every((image) => image.complete)")
        drawn = Image.open(io.BytesIO(made.screenshot())).convert("RGB")
    out = io.BytesIO()
    drawn.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    write_whole(paths.ROOT / "docs" / "explorer.png", out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
