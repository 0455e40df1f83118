"""What docs/models.md says is what the code uses and what the committed templates give."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import pytest

from course import paths
from course.accuracy.measure import BEGIN, END, card_section, intervals, write_card
from course.matching import METRICS, RECOGNISERS, default_threshold
from course.matching.weights import files

CARD = paths.ROOT / "docs" / "models.md"
EMBEDDED = (paths.DATA / "embeddings" / "index.csv").is_file()


def test_every_file_is_listed_with_its_hash():
    card = CARD.read_text()
    for weights in files().values():
        assert f"| {weights.name} | {weights.sha256} |" in card
        assert weights.sha256_before in card


def test_default_thresholds_are_those_in_use():
    card = CARD.read_text()
    for recogniser in (one for one in RECOGNISERS.values() if one.deepface):
        values = " | ".join(f"{default_threshold(recogniser.name, metric):g}" for metric in METRICS)
        assert f"| {recogniser.title} | {values} |" in card


@pytest.mark.slow
def test_measured_numbers_are_fresh():
    if not EMBEDDED:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("data/embeddings is missing.")
    written = CARD.read_text().partition(BEGIN)[2].partition(END)[0].partition("\n")[2].strip()
    assert written == card_section(), "run `course matching accuracy --write`"


@pytest.mark.skipif(not EMBEDDED, reason="data/embeddings is missing; the test above says so under CI")
@pytest.mark.parametrize("recogniser", list(RECOGNISERS))
def test_measured_intervals_come_from_the_templates(recogniser):
    table = pd.read_csv(paths.DATA / "measured" / "separability.csv")
    group = "european male"
    fresh = intervals(recogniser, [group])
    kept = table[(table.recogniser == recogniser) & (table.group == group)]
    assert list(kept.measure) == list(fresh.measure)
    for column in ("estimate", "low", "high"):
        assert np.allclose(kept[column], fresh[column], atol=2e-3), "run `course matching accuracy --write`"
    assert (kept.low <= kept.estimate + 1e-9).all() and (kept.estimate <= kept.high + 1e-9).all()


@pytest.mark.skipif(not EMBEDDED, reason="data/embeddings is missing; the test above says so under CI")
@pytest.mark.slow
def test_writing_changes_nothing_outside_the_marks_and_is_stable(tmp_path):
    path = tmp_path / "card.md"
    path.write_text(f"before\n{BEGIN} (note) -->\nstale words\n{END}\nafter\n")
    write_card(path)
    first = path.read_text()
    assert first.startswith(f"before\n{BEGIN} (note) -->\n") and first.endswith(f"{END}\nafter\n")
    assert "stale words" not in first
    write_card(path)
    assert path.read_text() == first
