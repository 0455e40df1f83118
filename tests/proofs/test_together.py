"""Several wrong answers in one notebook say what each would say alone; those that could hide something are kept apart."""

import pytest

from course.content import assignments, cases, skeleton
from course.content.execute import namespace_of
from course.proofs import prove, together
from course.proofs.together import Reach
from tests.proofs.test_prove import Noting

TASKS = '''\
# %% role="given"
TABLE = [3, 1, 2]

def half(value):
    return value / 2

# %% [markdown] task="least"
# ## The least

# %% role="answer" task="least"
def least(values):
    ### BEGIN SOLUTION
    return half(2 * min(values))
    ### END SOLUTION

# %%
check("least")

# %% role="check" task="least" points=1
assert check.same(least([2, 1]), 1), "The least one."

# %% role="hidden" task="least"
def check(student):
    student.call("least", [4, 2, 3]).equals(2, "The least of all.")

# %% [markdown] task="third"
# ## The third

# %% role="answer" task="third"
def third():
    ### BEGIN SOLUTION
    return TABLE[2]
    ### END SOLUTION

# %%
check("third")

# %% role="check" task="third" points=1
assert check.same(third(), 2), "The third one."

# %% role="hidden" task="third"
def check(student):
    student.call("third").equals(2, "The third in the table.")

'''
LARGEST = "def least(values):\n    return max(values)\n"
WRONG = {
    "largest": ("least", "The least of all", LARGEST),
    "second": ("third", "The third in the table", "def third():\n    return TABLE[1]\n"),
}


@pytest.fixture
def three(tmp_path, monkeypatch):
    """An assignment of three tasks, with two wrong answers to the first and one to each of the others."""
    skeleton.new_assignment("three", tmp_path)
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path)
    source = tmp_path / "three" / "assignment.py"
    before, after = source.read_text(encoding="utf-8").split("# %% [markdown]\n# ## 2. In your own words")
    source.write_text(f"{before}{TASKS}# %% [markdown]\n# ## 2. In your own words{after}", encoding="utf-8")
    for name, one in WRONG.items():
        add(tmp_path / "three", name, *one)
    return tmp_path / "three"


def add(folder, name, task, message, code):
    text = f'"""\nmisconception: A slip.\nfails: [{task}]\nmessage: {message}\n"""\n\n# %% task="{task}"\n{code}'
    (folder / "wrong_answers" / f"{name}.py").write_text(text, encoding="utf-8")


def grouped(slug):
    assignment = assignments.load(slug)
    every = cases.cases(assignment)
    found = together.groups(assignment, every, namespace_of(every[0].notebook, assignment.folder))
    assert sorted(case.name for group in found for case in group) == sorted(case.name for case in every)
    return {frozenset(case.name for case in group) for group in found if len(group) > 1}


@pytest.mark.sandbox
def test_together_they_get_what_each_gets_alone(three, prover, monkeypatch):
    assert grouped("three") == {frozenset({"counts_instead_of_shares", "largest", "second"})}
    noting = Noting(prover)
    shared = prove.prove("three", by=noting)
    assert len(noting.jobs) == 2 + 3 + 1 + 1  # reference, blank, right answers, the group, the second answer to one task
    assert all(row.good for row in shared), "\n".join(row.line() for row in shared)
    monkeypatch.setattr(together, "groups", lambda assignment, todo, names: [(case,) for case in todo])
    assert prove.prove("three", by=prover) == shared


@pytest.mark.sandbox
def test_what_goes_wrong_together_is_judged_alone(three, prover):
    # It puts a number into the table whenever it is called, also by the locked cell: neither its code nor a try of its cell shows that.
    sneaky = "def least(values):\n    import bisect\n    bisect.insort(TABLE, 0)\n    return max(values)\n"
    add(three, "largest", "least", "The least of all", sneaky)
    (three / "wrong_answers" / "second.py").unlink()
    assert grouped("three") == {frozenset({"counts_instead_of_shares", "largest"})}
    noting = Noting(prover)
    rows = {row.name: row for row in prove.prove("three", by=noting)}
    assert len(noting.jobs) == 2 + 3 + 1 + 1 + 2, "the two of the group, each alone"
    assert {name for name, row in rows.items() if not row.good} == {"largest"} and rows["largest"].failed == {"least", "third"}
    add(three, "largest", "least", "words that nobody is told", LARGEST)
    rows = {row.name: row for row in prove.prove("three", by=prover)}
    assert {name for name, row in rows.items() if not row.good} == {"largest"} and not rows["largest"].message_seen


@pytest.mark.parametrize("code", [
    f"def half(value):\n    return value\n\n{LARGEST}",  # what other cells use
    f"def third():\n    return 2\n\n{LARGEST}",  # what another task's check asks for
    f"TABLE.sort()\n\n{LARGEST}", f"TABLE[0] = 1\n\n{LARGEST}", f"del TABLE[0]\n\n{LARGEST}", f"TABLE += [1]\n\n{LARGEST}",
    f"import bisect\nbisect.insort(TABLE, 1)\n\n{LARGEST}",  # only the try shows that
    f"exec('TABLE = []')\n\n{LARGEST}", f"globals()['TABLE'] = []\n\n{LARGEST}",
    "def least(values):\n    global TABLE\n    TABLE = []\n    return max(values)\n",
    f"import math as np\n\n{LARGEST}",
    f"np.random.seed(1)\n\n{LARGEST}", f"np.seterr(all='raise')\n\n{LARGEST}", f"np.random.shuffle(TABLE)\n\n{LARGEST}",
    f"from math import *\n\n{LARGEST}",
    f"[THRESHOLD := 1 for _ in 'a']\n\n{LARGEST}",
])  # fmt: skip
def test_what_could_break_another_task_is_kept_alone(three, code):
    add(three, "largest", "least", "The least of all", code)
    assert grouped("three") == {frozenset({"counts_instead_of_shares", "second"})}


def test_two_that_share_a_helper_are_kept_apart(three):
    add(three, "largest", "least", "The least of all", f"def pick(values):\n    return max(values)\n\n{LARGEST.replace('max', 'pick')}")
    add(three, "second", "third", "The third in the table", "def pick(values):\n    return values[1]\n\ndef third():\n    return pick(TABLE)\n")
    assert all(not {"largest", "second"} <= group for group in grouped("three"))
    # One that leans on a helper of the other's would not run alone: it is not put beside it.
    add(three, "second", "third", "The third in the table", "def third():\n    return pick(TABLE)\n")
    assert all(not {"largest", "second"} <= group for group in grouped("three"))


def test_the_reach_of_a_cell():
    reach = Reach.of("import numpy as np\nfrom course import faces\nwith open('x') as file:\n    a, *b = file\nfor c in a:\n    d.e[0].f = 1\n"
                     "class G:\n    h = i\ndef j(k, l=m):\n    global n\n    n = np.sort(k)\n    return (o for o in q)\nr.append(s)")
    assert reach.sets == {"file", "a", "b", "c", "d", "G", "j", "n", "r"}
    assert reach.uses >= {"a", "file", "d", "i", "m", "np", "q", "r", "s"} and not reach.uses & {"k", "o", "l"}
    assert reach.imports == {("np", "numpy"), ("faces", "course.faces")} and not reach.anything
    assert Reach.of("this is no Python").anything


@pytest.mark.parametrize("slug", ["matcher", "ibm"])
def test_the_real_ones_share(slug):
    assignment = assignments.load(slug)
    found = grouped(slug)
    assert sum(map(len, found)) > 0.6 * len(list((assignment.folder / "wrong_answers").glob("*.py")))
    tasks = {case.name: set(case.answers) for case in cases.cases(assignment)}
    for group in found:
        assert len(set().union(*(tasks[name] for name in group))) == len(group), "each task at most once"
