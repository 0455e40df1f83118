"""What is ours is named: each rule from prose has its claim, and its words still stand in the installed model."""

from __future__ import annotations

import csv
import re

import pytest

from course.recognisers import RECOGNISERS
from course.rekognition import rules
from course.rekognition.model import service_model
from course.rekognition.service import Service
from course.rekognition.store import Store
from tests.conftest import ROOT


def prose(where: str) -> str:
    model = service_model()
    shape, _, member = where.partition(".")
    if member:
        text = model.shape_for(shape).members[member].documentation
    else:
        text = model.operation_model(shape).documentation
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("name", rules.STATED)
def test_the_words_stand_in_the_model_and_the_claim_in_the_ledger(name):
    rule = rules.STATED[name]
    assert rule.words in prose(rule.where)
    with open(ROOT / "data" / "claims.csv", encoding="utf-8", newline="") as file:
        claims = {row["id"]: row for row in csv.DictReader(file)}
    assert rule.claim is None or rule.claim in claims


def test_the_search_threshold_is_stated_for_both_searches():
    for shape in ("SearchFacesRequest", "SearchFacesByImageRequest"):
        assert "The default value is 80%" in prose(f"{shape}.FaceMatchThreshold")


def test_no_rule_of_ours_overrides_a_limit_of_the_model():
    model = service_model()
    assert model.shape_for("MaxFaces").metadata["max"] == rules.MOST_MATCHES
    assert model.shape_for("PageSize").metadata["max"] >= rules.PAGE
    # Two images of the largest size, in base64, fit into a request.
    assert 2 * model.shape_for("ImageBlob").metadata["max"] * 4 / 3 + 10_000 < rules.MOST_BODY
    assert set(rules.BARS) == set(model.shape_for("QualityFilter").enum)
    pattern = model.shape_for("IndexFacesModelVersion").metadata["pattern"]
    assert all(re.fullmatch(pattern, version) and float(version) < 1 for version in (one.version for one in RECOGNISERS.values()))


def test_every_operation_built_is_one_of_the_model(similarity):
    built = set(Service(Store(), similarity=similarity).operations)
    assert built < set(service_model().operation_names)
    assert len(built) == 18
