"""What docs/rekognition.md shows runs, and what it says is what the code has."""

from __future__ import annotations

import itertools
import os
import re

import pytest

from course.recognisers import RECOGNISERS
from course.rekognition import rules
from course.rekognition.similarity import default_path
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "rekognition.md").read_text(encoding="utf-8")


def test_the_examples_run(images, capsys):
    if not default_path().is_file():
        if os.environ.get("CI"):
            pytest.fail("data/rekognition/similarity.json is missing under CI")
        pytest.skip("data/rekognition/similarity.json is not made yet")
    first, second = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    code = first.strip().splitlines()
    assert len([line for line in code if line and "import" not in line]) <= 5
    names: dict = {}
    exec("\n".join(code[:-1]), names)
    table = eval(code[-1], names)
    assert len(table) >= 1
    assert names["response"]["ResponseMetadata"]["HTTPStatusCode"] == 200
    exec(second, names)
    lines = [list(map(float, line.split())) for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == [70, 80, 85, 95, 99]
    assert all(before[1] >= after[1] and before[2] <= after[2] for before, after in itertools.pairwise(lines))


def test_every_stated_rule_is_in_the_table_with_its_claim():
    shown = set(re.findall(r"\| (H\d\d) \|", TEXT))
    assert shown == {rule.claim for rule in rules.STATED.values() if rule.claim}


def test_the_numbers_are_those_of_the_code():
    from course.matching.images import LARGEST
    from course.rekognition.model import service_model
    from course.rekognition.pictures import SOFT

    for number in (rules.PAGE, rules.MOST_MATCHES, rules.MOST_FACES, rules.MOST_COLLECTIONS,
                   service_model().shape_for("ImageBlob").metadata["max"]):
        assert f"{number:,}" in TEXT
    assert f"{LARGEST // 10**6} megapixels" in TEXT
    assert f"v / (v + {SOFT:g}) x 100" in TEXT
    assert all(version in TEXT for version in (one.version for one in RECOGNISERS.values()))
