"""A function shown in full in a lesson is the function of the course: same answers on the same inputs."""

import ast
import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course import evaluation
from course.content import arc, source


def shown(lesson: str, *names: str) -> list:
    """The functions a lesson's cells define, in the order of ``names``; nothing else of the lesson runs."""
    found = {}
    for cell in source.read(arc.place(lesson).path).cells:
        if cell.kind == "code" and cell.role in ("", "do"):
            found |= {n.name: n for n in ast.parse(cell.text).body if isinstance(n, ast.FunctionDef)}
    namespace = {"np": np, "pd": pd}
    for name in names:
        body = found[name].body
        lines = body[-1].end_lineno - body[1].lineno + 1  # without the docstring
        assert lines <= 8, f"{name} has {lines} lines"
        exec(ast.unparse(found[name]), namespace)
    return [namespace[name] for name in names]


@pytest.fixture
def random():
    return np.random.default_rng(5)


def test_fmr_and_fnmr(random):
    fmr, fnmr = shown("scores", "fmr", "fnmr")
    for _ in range(30):
        distances = np.round(random.uniform(0, 1, random.integers(1, 80)), 2)
        for threshold in (*random.choice(distances, 3), 0.015, -1.0, 2.0):
            assert fmr(distances, threshold) == evaluation.fmr(distances, threshold)
            assert fnmr(distances, threshold) == evaluation.fnmr(distances, threshold)


def test_share_mated_is_the_posterior(random):
    (share_mated,) = shown("scores", "share_mated")
    for prior, mated, nonmated in random.uniform(0.001, 0.999, (50, 3)):
        assert share_mated(prior, mated, nonmated) == pytest.approx(evaluation.posterior(prior, nonmated, 1 - mated))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_threshold_at_fmr(random, kind):
    (threshold_at_fmr,) = shown("thresholds", "threshold_at_fmr")
    for target in (0, 0.001, 0.01, 0.25, 0.999):
        for size in (1, 10, 333):
            distances = np.round(random.uniform(0, 1, size), 2).astype(kind)
            assert threshold_at_fmr(distances, target) == evaluation.threshold_at_fmr(distances, target)


def test_fpir_and_its_model(random):
    fpir, model = shown("identification", "fpir", "fpir_if_independent")
    for size in (1, 7, 50):
        nearest = np.round(random.uniform(0, 1, size), 2)
        for threshold in (float(nearest[0]), -1.0, 2.0):
            assert fpir(nearest, threshold) == evaluation.fpir(nearest, threshold)
        rate = float(random.uniform(0, 1))
        assert model(rate, size) == pytest.approx(evaluation.fpir_if_independent(rate, size))


def test_gini(random):
    (gini,) = shown("differentials", "gini")
    for size in (2, 3, 6, 20):
        rates = random.uniform(0, 1, size)
        assert gini(rates) == pytest.approx(evaluation.gini(rates))
    assert gini([0.2, 0.2]) == 0
    assert gini([0, 0, 0.3]) == pytest.approx(1)


def test_learn():
    (learn,) = shown("mended", "learn")
    faces = evaluation.random_faces(20, 5, dimensions=12, seed=2)
    rows = faces.vectors / np.linalg.norm(faces.vectors, axis=1, keepdims=True)
    for shrinkage in (0.05, 0.4, 1.0):
        centre, matrix = learn(rows.astype(float), faces.subjects, shrinkage)
        layer = evaluation.learn_metric(rows, faces.subjects, shrinkage)
        assert np.allclose(centre, layer.centre, atol=1e-6)
        assert np.allclose(matrix, layer.matrix, rtol=1e-4)


def test_what_is_quoted_stands_in_deepface():
    """The lesson on scores quotes DeepFace's docstring; the installed version must say it."""
    folder = Path(importlib.util.find_spec("deepface").origin).parent
    text = " ".join((folder / "modules" / "verification.py").read_text(encoding="utf-8").split())
    lesson = " ".join(arc.place("scores").path.read_text(encoding="utf-8").replace("\n# ", " ").split())
    for quoted in ("how likely the classification is correct", "confidence value being same person"):
        assert f'"{quoted}"' in lesson
        assert quoted in text.replace("confidence (float): ", "")
