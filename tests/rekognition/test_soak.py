"""A short soak. The long one: ``python tests/bench/rekognition_soak.py``."""

from __future__ import annotations

import itertools

import pytest

from tests.bench.rekognition_soak import soak


@pytest.mark.slow
def test_nothing_breaks_and_nothing_is_lost(images, similarity, tmp_path):
    report = soak(list(itertools.chain(*images)), similarity, tmp_path, requests=200, clients=8, kills=1)
    assert report.kills == 1
    assert report.enrolled > 0
    assert sum(count for name, count in report.outcomes.items() if name != "cut off by a kill") >= 200
