"""What a cell needs beside the start of Python, told from its words, so that nothing is fetched that no cell asks for.

A test runs lessons with these packages alone. Who imports another one by name gets it too, if the site has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

COURSE = ("numpy", "pandas", "matplotlib", "pillow", "seaborn", "ipywidgets", "anywidget", "tqdm", "jinja2")
PACKAGES = (
    (r"\bcourse\b", COURSE),
    (r"\bdet\b|\bscipy\b", ("scipy",)),
    (r"\bcalibrate\b|\bsimilarity_0_100\b|\brekognition\b|\bsklearn\b", ("scikit-learn",)),
    (r"\brekognition\b", ("boto3", "ssl")),
)
"""Words in a cell's code, and the packages that the course then imports by itself."""

RECOGNISER = r"\bcourse\.matching\b|\bFaceMatcher\b|\bcourse\.own\b|\brekognition\.client\b"
"""Words in a cell's code that bring in the recogniser's runtime."""


def packages_for(codes: Iterable[str]) -> set[str]:
    """The packages for these cells."""
    return {name for code in codes for words, names in PACKAGES if re.search(words, code) for name in names}


def with_all_below(names: Iterable[str], listed: Mapping[str, dict]) -> set[str]:
    """These packages and all they need. listed: the packages of Pyodide's list."""
    keys = {name.lower().replace("_", "-"): name for name in listed}
    found, waiting = set(), list(names)
    while waiting:
        name = keys[waiting.pop().lower().replace("_", "-")]
        if name not in found:
            found.add(name)
            waiting += listed[name]["depends"]
    return found


def script() -> str:
    """The same as a module for the browser."""
    return (f"export const PACKAGES = {json.dumps(PACKAGES)}.map(([words, names]) => [new RegExp(words), names]);\n"
            f"export const RECOGNISER = new RegExp({json.dumps(RECOGNISER)});\n"
            "export const packagesFor = (code) =>\n"
            "  [...new Set(PACKAGES.flatMap(([words, names]) => (words.test(code) ? names : [])))];\n")


def put_scripts(folder: Path) -> None:
    """Write the lab's own scripts, this one among them, to ``folder``."""
    for path in sorted(Path(__file__).with_name("scripts").glob("*.mjs")):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "needs.mjs").write_text(script(), encoding="utf-8")
