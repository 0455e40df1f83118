"""Guides that name rows of the ledger by code name rows that may be printed."""

import re

import pytest

from course import paths
from course.policy.claims import claim
from course.policy.row import ID

GUIDES = [path for path in sorted((paths.ROOT / "docs").glob("*.md")) if re.search(rf"`{ID}`", path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_code_in_a_guide_is_a_row(guide):
    for code in set(re.findall(rf"`({ID})`", guide.read_text(encoding="utf-8"))):
        assert claim(code).confirmed, code


def test_the_cards_of_the_models_say_where_the_faces_come_from_and_what_is_not_said():
    text = (paths.ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    assert {"X206", "X207", "X211", "X214", "X215", "X216"} <= set(re.findall(rf"`({ID})`", text))
