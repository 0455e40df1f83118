"""Lock, pyproject and environment.yml say the same; nothing committed names this machine or an index."""

import re
import subprocess
import tomllib

import pytest
import yaml

from course.setup.lock import constrained, environment, pins
from tests.conftest import ROOT

LOCK = pins((ROOT / "requirements.lock").read_text())


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def direct(requirements: list[str]) -> set[str]:
    return {name for name in pins("\n".join(requirements)) if name != "course"}


def conda_pins() -> dict[str, str]:
    text = (ROOT / "environment.yml").read_text()
    (pip,) = [d["pip"] for d in yaml.safe_load(text)["dependencies"] if isinstance(d, dict)]
    assert pip[-1] == "-e ."
    return pins("\n".join(pip[:-1]))


def test_every_dependency_is_pinned_exactly():
    for line in LOCK.values():
        assert re.match(r"^[\w.-]+(\[[\w,]+\])?==[\w.+!-]+( ;.*)?$", line), line
    wanted = direct(project()["dependencies"])
    for extra in project()["optional-dependencies"].values():
        wanted |= direct(extra)
    assert wanted <= set(LOCK), wanted - set(LOCK)


def test_environment_yml_is_the_locked_set():
    conda = conda_pins()
    assert direct(project()["dependencies"]) <= set(conda)
    for name, line in conda.items():
        assert LOCK[name].split(" ;")[0] == line.split(" ;")[0]
    assert environment("\n".join(conda.values())) == (ROOT / "environment.yml").read_text()


def test_uv_is_told_the_locked_versions():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert pins("\n".join(tomllib.loads(text)["tool"]["uv"]["constraint-dependencies"])) == LOCK
    assert constrained(text, (ROOT / "requirements.lock").read_text(encoding="utf-8")) == text


def test_the_lock_refuses_what_is_not_exact():
    assert not re.match(r"^[\w.-]+(\[[\w,]+\])?==[\w.+!-]+( ;.*)?$", "numpy>=2")


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listing.stdout.split("\0") if name]


BINARY = (".jpg", ".png", ".webp", ".npy", ".npz", ".gz", ".woff2")
# Written in pieces so that this file does not find itself.
FORBIDDEN = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry." + "npmjs",
    "deb.debian" + ".org",
    "/work" + "/main",
    "/root/" + ".pyenv",
]


def test_no_index_host_and_no_path_of_a_machine_is_committed():
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in BINARY or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {word}" for word in FORBIDDEN if word in text]
    assert not found


def test_the_repository_is_small():
    sizes = {name: (ROOT / name).stat().st_size for name in tracked() if (ROOT / name).is_file()}
    assert max(sizes.values()) < 20e6
    assert sum(sizes.values()) < 120e6


def test_the_top_level_is_what_the_readme_says():
    top = {name.split("/")[0] for name in tracked()}
    assert {"course", "notebooks", "assignments", "data", "environment.yml", "tests"} <= top


def test_the_citation_names_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == project()["version"]
    assert f"version {citation['version']}" in (ROOT / "README.md").read_text()
    assert citation["title"].split(":")[0] in (ROOT / "README.md").read_text()
