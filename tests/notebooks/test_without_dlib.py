"""Where Dlib cannot be had, what needs it goes on with SFace, and says so."""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from course import children
from course.content import arc
from course.site import lessons
from tests.conftest import ROOT


@pytest.fixture
def no_dlib(tmp_path, monkeypatch):
    """An environment in which ``import dlib`` fails, as where the package could not be installed."""
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "dlib.py").write_text("raise ModuleNotFoundError(\"No module named 'dlib'\", name='dlib')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(ROOT)]))
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))


def run(code: str) -> subprocess.CompletedProcess:
    return subprocess.run(children.python("-c", code), env=children.environment(), capture_output=True, text=True,
                          encoding="utf-8", check=False)


def words(notebook: nbformat.NotebookNode) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text", "") + str(output.get("data", {}).get("text/markdown", "")) for output in outputs)


@pytest.mark.notebook
def test_the_lesson_that_builds_a_matcher_goes_on_with_sface_and_says_so(no_dlib, tmp_path):
    path = arc.place("build_a_matcher").path.with_suffix(".ipynb")
    lessons.execute(path, path.parent, tmp_path / "out.ipynb")
    said = words(nbformat.read(tmp_path / "out.ipynb", as_version=4))
    assert said.count("The Dlib recogniser does not run here") == 1
    assert "This goes on with SFace" in said and "pip install dlib" in said


def test_what_the_first_lesson_tells_of_its_three_images_holds_for_either_recogniser():
    """A and C are one person; B is nearer to C than A is, and stands above A in the search for C."""
    from course import faces
    from course.matching.gallery import Gallery

    for name in ("dlib", "sface"):
        known = faces.embeddings(name, role="known", split="development")
        at = {image: row for row, image in enumerate(known.table.image)}
        a, b, c = (known.vectors[at[image]].astype(float) for image in ("as-f-033-0", "as-f-017-0", "as-f-033-3"))

        def near(one, two):
            return one @ two / (one @ one * (two @ two)) ** 0.5

        assert near(b, c) > near(a, c)
        gallery = Gallery(recogniser=name)
        first = (known.table.shot == 0).to_numpy()
        gallery.add(known.table.subject[first].tolist(), known.vectors[first])
        rows, _ = gallery.search(c, 5)
        found = [gallery.names[row] for row in rows]
        assert found[:2] == ["as-f-017", "as-f-033"]


def test_the_lesson_on_amazon_tells_of_its_nearest_pair_what_holds_for_either_recogniser():
    """The two most alike people of the evaluation half match even at 99."""
    import course.rekognition
    from course import faces
    from course.evaluation import FaceSet, score_pairs

    for name in ("dlib", "sface"):
        held_out = score_pairs(FaceSet.of(faces.embeddings(name, role="known", split="evaluation")))
        assert held_out.nonmated.min() < course.rekognition.scale(name).threshold_distance(99)


def test_no_lesson_starts_a_recogniser_that_a_machine_may_lack():
    """Lessons that look at images take whichever recogniser runs; stored templates are there for both."""
    for path in [*(ROOT / "notebooks").glob("*.py"), *(ROOT / "assignments").glob("*/assignment.py")]:
        assert not re.search(r"""(FaceMatcher|TemplateMaker)\(["']dlib|client\(recogniser=["']dlib|FaceMatcher\(\)""",
                             path.read_text(encoding="utf-8")), path


def test_a_missing_recogniser_is_named_with_the_mend(no_dlib):
    done = run("from course.matching import FaceMatcher; FaceMatcher('dlib')")
    assert done.returncode and "MissingRecogniserError" in done.stderr and "FaceMatcher('sface')" in done.stderr
    done = run("from course.matching import first_here; print(first_here('sface', 'dlib'))")
    assert done.stdout.splitlines() == ["sface"]  # nothing to tell: the first of them runs


@pytest.mark.slow
def test_own_images_are_kept_with_the_recognisers_that_run(no_dlib, tmp_path):
    from PIL import Image

    from course import faces

    cast = faces.load(role="known", split="development")
    (tmp_path / "mine" / "ann").mkdir(parents=True)
    Image.open(cast.path(cast.images.image.iloc[0])).save(tmp_path / "mine" / "ann" / "one.png")
    done = subprocess.run(children.python("-m", "course.cli", "faces", "add", str(tmp_path / "mine"), "--i-have-consent"), cwd=ROOT,
                          env=children.environment(), capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Images are kept without its templates" in done.stderr
    done = run("from course import faces; print(len(faces.own_embeddings('sface').vectors))")
    assert done.stdout.strip() == "1", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="tells Windows's rule where it is not in force")
def test_on_windows_dlib_is_not_given_a_path_it_cannot_open(monkeypatch, tmp_path):
    from course import recognisers

    monkeypatch.setattr(recognisers.sys, "platform", "win32")
    with pytest.raises(recognisers.MissingRecogniserError, match="COURSE_WEIGHTS"):
        recognisers.DlibAligner(tmp_path / "Zoë" / "points.dat")
