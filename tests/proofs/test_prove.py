"""The proof of an assignment: the same files get the same verdict, and what depends on a draw is found."""

import pytest
from click.testing import CliRunner

from course.cli import cli
from course.content import assignments, cases, skeleton
from course.proofs import prove

# Right, but for arrays that begin with a small number: of the three that a check draws, one does so in one draw of four.
NOW_AND_THEN = '''
    values = np.asarray(distances)
    return float(np.mean(values <= threshold)) if values[0] > 0.1 else WRONGLY
'''
BANKS = {
    "wrong_answers/slips_through.py": ("misconception: A slip.\nfails: [share]\nmessage: divide by", NOW_AND_THEN.replace("WRONGLY", "2.0")),
    "wrong_answers/told_otherwise.py": (
        "misconception: The boundary is left out.\nfails: [share]\nmessage: equal to the threshold counts",
        NOW_AND_THEN.replace("<=", "<").replace("WRONGLY", "2.0"),
    ),
    "right_answers/refused_at_times.py": ("why: It is not always.", NOW_AND_THEN.replace("WRONGLY", "2.0")),
}


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    skeleton.new_assignment("tiny", tmp_path)
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path)
    return tmp_path / "tiny"


def fill(folder):
    for name, (header, body) in BANKS.items():
        text = f'"""\n{header}\n"""\n\n# %% task="share"\ndef share_accepted(distances, threshold=THRESHOLD):{body}'
        (folder / name).write_text(text, encoding="utf-8")


def test_what_depends_on_the_draw_is_found(tiny):
    assert not list(prove.again("tiny", 20))
    fill(tiny)
    found = {one.name: one for one in prove.again("tiny", 20)}
    assert set(found) == {"slips_through", "told_otherwise", "right-refused_at_times"}
    slips, other, right = found["slips_through"], found["told_otherwise"], found["right-refused_at_times"]
    assert 0 < slips.passed["share"] < 20 and not slips.unsaid and not slips.failed
    assert not other.passed and 0 < sum(other.unsaid.values()) < 20 and "divide by" in next(iter(other.unsaid))
    assert 0 < right.failed["share"] < 20 and not right.passed
    assert found == {one.name: one for one in prove.again("tiny", 20)}, "the same draws each time"


@pytest.mark.sandbox
def test_the_command_lists_them_with_how_often(tiny):
    fill(tiny)
    (tiny / "right_answers" / "refused_at_times.py").unlink()
    ran = CliRunner().invoke(cli, ["authoring", "prove", "tiny", "--draws", "20"])
    lines = [line for line in ran.output.splitlines() if "of 20 draws" in line]
    assert ran.exit_code == 1 and len(lines) == 2
    assert "slips_through" in lines[0] and "passes share in" in lines[0]
    assert "told_otherwise" in lines[1] and "is told otherwise in" in lines[1]


class Noting:
    """An examiner that notes its jobs."""

    def __init__(self, by):
        self.by, self.trust, self.jobs = by, by.trust, []

    def ask(self, job):
        self.jobs.append(job)
        return self.by.ask(job)


@pytest.mark.sandbox
def test_a_proof_draws_the_same_on_every_machine(tiny, prover):
    noting = Noting(prover)
    prove.prove("tiny", by=noting)
    assignment = assignments.load("tiny")
    every = cases.cases(assignment)
    right, wrong = [case for case in every if not case.fails], [case for case in every if case.fails]
    due = [prove.drawn_from(assignment, case) for case in right] + [prove.drawn_from(assignment)] * len(wrong)
    assert sorted(job.secret for job in noting.jobs) == sorted(due) and len(set(due)) == len(right) + 1
    assert prove.drawn_from(assignment, every[0]) not in {prove.drawn_from(assignment, every[0], number=n) for n in (1, 2, 3)}
    source = tiny / "assignment.py"
    source.write_text(source.read_text(encoding="utf-8").replace("uniform(0, 1, size=50)", "uniform(0, 1, size=60)"), encoding="utf-8")
    assert prove.drawn_from(assignments.load("tiny"), every[0]) not in {job.secret for job in noting.jobs}


@pytest.mark.sandbox
def test_one_answer_can_be_tried_alone_and_ends_as_it_does_among_all(tiny, prover):
    every = {row.name: row for row in prove.prove("tiny", by=prover)}
    noting = Noting(prover)
    rows = prove.prove("tiny", by=noting, only=["strictly_below.py", "plain_loop", "strictly_below"])
    assert rows == [every["strictly_below"], every["right-plain_loop"]] and len(noting.jobs) <= 2


def test_an_answer_there_is_not_is_named_with_the_nearest(tiny):
    ran = CliRunner().invoke(cli, ["authoring", "prove", "tiny", "--only", "strictly_bellow"])
    assert "there is no answer 'strictly_bellow'; is it 'strictly_below'? There are reference, blank, right-" in str(ran.exception)
    ran = CliRunner().invoke(cli, ["authoring", "prove", "--only", "strictly_below"])
    assert ran.exit_code == 2 and "--only needs one SLUG" in ran.output
    fill(tiny)
    assert [one.name for one in prove.again("tiny", 20, only=["slips_through"])] == ["slips_through"]
