"""What a machine need not have: Unix, plain ASCII names, one way to end lines."""

import ast
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT

FILES = sorted((ROOT / "course").rglob("*.py"))


def without_encoding(tree: ast.AST):
    """Calls that read or write text in whatever encoding the machine happens to have."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        on = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        given = {one.arg: one.value for one in node.keywords}
        if "encoding" in given or None in given:
            continue
        opens = (name == "open" and on in ("", "io")) or name == "fdopen" or (name == "open" and not node.args[1:] and "path" in on.lower())
        place = 1 if on in ("", "io", "os") else 0  # of the mode: open(path, mode), path.open(mode)
        mode = given.get("mode") or (node.args[place] if len(node.args) > place else None)
        binary = isinstance(mode, ast.Constant) and "b" in str(mode.value)
        as_text = any(isinstance(given.get(key), ast.Constant) and given[key].value for key in ("text", "universal_newlines"))
        writes = name == "write_text" and len(node.args) < 2
        if (name == "read_text" and not node.args) or writes or as_text or (opens and not binary):
            yield node.lineno


def test_the_search_finds_what_it_should():
    bad = ["p.read_text()", "p.write_text('x')", "open(p)", "open(p, 'w')", "path.open('w')", "os.fdopen(3, 'w')", "run(c, text=True)", "run(c, universal_newlines=True)"]
    good = ["p.read_text(encoding='utf-8')", "open(p, 'rb')", "os.fdopen(3, 'rb')", "path.open('rb')", "run(c)", "os.open(p, 0)", "Image.open(p)",
            "run(c, text=True, encoding='utf-8')", "open(p, encoding='utf-8')"]
    assert all([*without_encoding(ast.parse(one))] for one in bad)
    assert not any([*without_encoding(ast.parse(one))] for one in good)


@pytest.mark.slow
def test_every_text_is_read_and_written_in_a_named_encoding():
    found = [f"{path.relative_to(ROOT)}:{line}" for path in FILES
             for line in without_encoding(ast.parse(path.read_text(encoding="utf-8")))]
    assert not found


def test_what_only_unix_has_is_refused_outside_the_sandbox():
    """The lint that `make test` runs: its list is in force, and everything on it is found."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    banned = told["flake8-tidy-imports"]["banned-api"]
    assert {"fcntl", "resource", "pwd", "os.fork", "os.O_NOFOLLOW", "os.execve", "signal.SIGALRM"} <= set(banned)
    source = "".join(f"import {name.split('.')[0]}\nprint({name})\n" for name in banned)

    def said(place: str) -> str:
        command = [sys.executable, "-m", "ruff", "check", "--output-format", "concise", "--stdin-filename", place, "-"]
        return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, encoding="utf-8", check=False).stdout

    refused = said("course/study/new.py")
    assert all(f"`{name}` is banned" in refused for name in banned), refused
    assert "banned" not in said("course/grading/sandbox/new.py")


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listing.stdout.split("\0") if name]


def test_every_name_can_be_a_name_on_windows_and_macos():
    names = tracked()
    assert len({name.casefold() for name in names}) == len(names), "two names differ in case only"
    reserved = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
    for name in names:
        assert not set(name) & set('<>:"\\|?*') and name.isascii() and len(name) < 160, name
        for part in name.split("/"):
            assert part == part.strip() and not part.endswith(".") and part.split(".")[0].lower() not in reserved, name
        assert not (ROOT / name).is_symlink(), name


def test_a_checkout_ends_its_lines_the_same_way_everywhere(tmp_path):
    """With core.autocrlf as on Windows, every text comes out with the bytes that were committed."""
    told = subprocess.run(["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if told.returncode:
        pytest.skip("not a git checkout")
    for line in told.stdout.splitlines():
        how, name = line.split("\t")
        assert "i/crlf" not in how and "i/mixed" not in how, name
        assert "attr/text=auto eol=lf" in how or "attr/-text" in how, line
