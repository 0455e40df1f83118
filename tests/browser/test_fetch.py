"""Where the browser's packages come from: whoever hands them over, only files of the official list's hash are kept."""

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile

import pytest

pytest.importorskip("jupyterlite_core", reason="THE BROWSER LAB IS NOT TESTED: install the extra `site` (make site)")
from course import paths
from course.site.browser import distribution, fetch

FILES = {f"{name}-1-cp312-wasm32.whl": f"the wheel of {name}".encode() for name in ("numpy", "pandas")}


@pytest.fixture
def lock(tmp_path, monkeypatch):
    """The list of a distribution of two packages, one of which needs the other; none of them is fetched."""
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(distribution, "WANTED", ("Pandas",))
    monkeypatch.setattr(distribution, "OFFICIAL", "http://127.0.0.1:9/")  # nobody listens there
    monkeypatch.setattr(distribution, "carried", lambda: iter(()))
    entries = {name.split("-")[0]: {"file_name": name, "sha256": hashlib.sha256(content).hexdigest(), "depends": []}
               for name, content in FILES.items()}
    entries["pandas"]["depends"] = ["NumPy"]
    entries["scipy"] = {"file_name": "scipy-1.whl", "sha256": "0" * 64, "depends": []}
    path = tmp_path / "pyodide-lock.json"
    path.write_text(json.dumps({"packages": entries}))
    return path


def in_a_folder(folder, files=FILES):
    (folder / "below").mkdir(parents=True)
    for name, content in files.items():
        (folder / "below" / name).write_bytes(content)
    return folder


def in_a_zip(folder):
    folder.mkdir()
    with zipfile.ZipFile(folder / "given.whl", "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"somebody/assets/{name}", content)
    return folder / "given.whl"


def in_a_tar(folder):
    folder.mkdir()
    with tarfile.open(folder / "given.tar.bz2", "w:bz2") as archive:
        for name, content in FILES.items():
            entry = tarfile.TarInfo(f"../pyodide/{name}")  # the name's last part alone counts
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return folder / "given.tar.bz2"


@pytest.mark.parametrize("made", [in_a_folder, in_a_zip, in_a_tar])
def test_a_folder_or_an_archive_will_do(lock, tmp_path, made):
    assert distribution.kept(lock) is None
    said = distribution.gather(lock, made(tmp_path / "given"))
    assert "each has the SHA-256 of the official list" in said
    assert {path.name: path.read_bytes() for path in distribution.kept(lock).iterdir()} == FILES, "and no file that is not asked for"
    assert distribution.gather(lock) == "", "the second time nothing is fetched"


def test_a_file_with_another_hash_is_refused_and_the_next_source_is_asked(lock, tmp_path, monkeypatch):
    changed = {name: content + b" and something else" for name, content in FILES.items()}
    said = distribution.gather(lock, in_a_folder(tmp_path / "given", changed))
    assert "2 files of" in said and "with another SHA-256" in said and "not used" in said
    assert distribution.WITHOUT in said and distribution.kept(lock) is None
    assert not list(paths.CACHE.rglob("*.whl"))
    monkeypatch.setattr(distribution, "carried", lambda: iter([(name, lambda content=content: content) for name, content in FILES.items()]))
    assert distribution.CARRIER in distribution.gather(lock, tmp_path / "given")
    assert distribution.kept(lock)


def test_what_is_missing_is_named(lock, tmp_path):
    said = distribution.gather(lock, tmp_path / "nowhere")
    for words in ("there is no such folder or archive", "http://127.0.0.1:9/: no answer", distribution.CARRIER):
        assert words in said
    (tmp_path / "text").write_text("no archive")
    assert "neither a folder, nor a zip, nor a tar" in distribution.gather(lock, tmp_path / "text")


def test_part_of_it_is_kept_for_the_next_time(lock, tmp_path):
    one = dict(list(FILES.items())[:1])
    assert "1 files of" in distribution.gather(lock, in_a_folder(tmp_path / "given", one))
    rest = dict(list(FILES.items())[1:])
    assert distribution.gather(lock, in_a_folder(tmp_path / "rest", rest)) and distribution.kept(lock)


def test_when_pip_has_nothing_its_words_are_told(monkeypatch):
    def refuses(command, **_):
        assert command[:4] == [sys.executable, "-P", "-m", "pip"] and "--no-deps" in command
        return subprocess.CompletedProcess(command, 1, "", "ERROR: No matching distribution found\n")

    monkeypatch.setattr(distribution.subprocess, "run", refuses)
    with pytest.raises(distribution.NothingThere, match="No matching distribution"):
        list(distribution.carried())


@pytest.mark.parametrize("archive", [fetch.PYODIDE, fetch.ONNXRUNTIME], ids=lambda one: one.name)
def test_another_archive_of_npm_is_not_used(archive, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "CACHE", tmp_path)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("package/pyodide.mjs"))
    assert "was not used" in fetch.unpack(archive, buffer.getvalue())
    assert archive.kept() is None and not list(tmp_path.rglob("*.mjs"))


def test_without_npm_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "CACHE", tmp_path)
    monkeypatch.setattr(fetch.shutil, "which", lambda name: None)
    said = fetch.everything()
    assert len(said) == 2 and all("npm is missing" in sentence for sentence in said)
    assert "without the browser lab" in said[0] and "without the recogniser" in said[1]
