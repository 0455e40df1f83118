"""A principle as a function over the bank: what else does it condemn?"""

import pytest

from course.judgement.principle import PrincipleError, as_data, reach
from course.policy.uses import uses


def test_a_principle_and_its_reach():
    found = reach(lambda use: use["by_government"] and use["public_space"] is True and use["timing"] == "live")
    assert found.look_at("U39") == []
    assert {"U39", "U46"} <= {use.id for use in found.condemned}
    assert len(found.condemned) + len(found.spared) == len(uses())
    assert list(found.table()["use"]) == [use.id for use in found.condemned]


@pytest.mark.parametrize(("principle", "says"), [
    (lambda use: use["purpose"] == "access control", "not condemn the case itself"),
    (lambda use: True, "a telephone"),
    (lambda use: use["id"] == "U39", "hardly another"),
    (lambda use: use["purpose"] == "protest monitoring" and use["who"] == "police department", "hardly another"),
])
def test_a_principle_that_is_none_is_told_what_to_look_at(principle, says):
    (told,) = reach(principle).look_at("U39")
    assert says in told


def test_faults_name_the_use():
    with pytest.raises(PrincipleError, match=r"on U01 .*KeyError"):
        reach(lambda use: use["colour"])
    with pytest.raises(PrincipleError, match=r"on U01 .*True or False"):
        reach(lambda use: use["purpose"])
    with pytest.raises(PrincipleError, match="no use 'U999'"):
        reach(lambda use: True).look_at("U999")


def test_a_use_as_data():
    data = as_data(uses()["U39"])
    assert data["by_police"] is True and data["date"] == "2020-06-20" and data["recognises"] is True
