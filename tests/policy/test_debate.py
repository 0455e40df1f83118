"""The debate sheet: five roles, each with a strong ground, something that hurts, a number and a question, all sourced."""

from __future__ import annotations

import re

import pytest

from course import paths
from course.policy import claim

TEXT = (paths.ROOT / "docs" / "debate.md").read_text(encoding="utf-8")
ROLES = dict(re.findall(r"^### (The [^\n]+)\n(.*?)(?=^### |^## )", TEXT, re.MULTILINE | re.DOTALL))
CODE = re.compile(r"`([A-I]\d\d)`")


def test_there_are_five_roles():
    assert list(ROLES) == ["The public defender", "The police department", "The vendor", "The resident",
                           "The missing-child charity"]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_both_sides_and_each_is_sourced(role):
    parts = dict(re.findall(r"- \*\*(.+?):\*\*(.*?)(?=\n- \*\*|\Z)", ROLES[role], re.DOTALL))
    assert list(parts) == ["Your strongest ground", "What hurts you", "Your number", "Ask"]
    assert len(CODE.findall(parts["Your strongest ground"])) >= 3
    assert CODE.findall(parts["What hurts you"])
    assert parts["Ask"].strip().endswith("?")


def test_every_code_is_a_confirmed_fact():
    for code in set(CODE.findall(TEXT)):
        assert claim(code).status.startswith("CONFIRMED"), code
