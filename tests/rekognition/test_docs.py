"""What docs/rekognition.md shows runs, and what it says is what the code has."""

from __future__ import annotations

import os
import re

import pytest

from course.rekognition import rules
from course.rekognition.similarity import default_path
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "rekognition.md").read_text(encoding="utf-8")


def test_the_example_runs(images):
    if not default_path().is_file():
        if os.environ.get("CI"):
            pytest.fail("data/rekognition/similarity.json is missing under CI")
        pytest.skip("data/rekognition/similarity.json is not made yet")
    code = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)[1].strip().splitlines()
    assert len([line for line in code if line and "import" not in line]) <= 5
    names: dict = {}
    exec("\n".join(code[:-1]), names)
    table = eval(code[-1], names)
    assert len(table) >= 1
    assert names["response"]["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_every_stated_rule_is_in_the_table_with_its_claim():
    shown = set(re.findall(r"\| (H\d\d) \|", TEXT))
    assert shown == {rule.claim for rule in rules.STATED.values()}


def test_the_numbers_are_those_of_the_code():
    from course.matching.images import LARGEST
    from course.rekognition.model import service_model
    from course.rekognition.pictures import SOFT

    for number in (rules.PAGE, rules.MOST_MATCHES, rules.MOST_FACES, rules.MOST_COLLECTIONS,
                   service_model().shape_for("ImageBlob").metadata["max"]):
        assert f"{number:,}" in TEXT
    assert f"{LARGEST // 10**6} megapixels" in TEXT
    assert f"v / (v + {SOFT:g}) x 100" in TEXT
    assert all(version in TEXT for version in rules.MODEL_VERSIONS.values())
