import pytest

from course.content import assignments, constants, source
from course.content.source import SourceError

HEADER = "# ---\n# title: T\n# minutes: 5\n# ---\n\n"
TASK = """\
# %% role="answer" task="one"
x = None
### BEGIN SOLUTION
x = 1
### END SOLUTION

# %% role="check" task="one" points=2
assert x is not None

# %% role="hidden" task="one"
def check(student):
    student.value("x").equals(GIVEN["A"], "x is one.")
"""


def write(folder, text, slug="demo"):
    path = folder / slug / "assignment.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_an_assignment_is_read(tmp_path):
    write(tmp_path, HEADER + '# %% role="given"\nA = 1\nB = [A]\n\n' + TASK)
    assignment = assignments.load("demo", tmp_path)
    assert assignment.points == 2
    assert [task.name for task in assignment.tasks] == ["one"]
    assert assignment.defined_names == {"x": "one"}
    assert constants.given(assignment.source) == {"A": 1}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("x = 1\n", 1, "YAML header"),
        ("# ---\n# title: T\n", 1, "no closing"),
        ("# ---\n# title: T\n# ---\n# %%\n1\n", 1, "minutes"),
        ("# ---\n# title: [\n# ---\n", 2, "not YAML"),
        (HEADER + "# %% role='other'\nx = 1\n", 6, "unknown role"),
        (HEADER + "# %% role='do' task='one'\nx = 1\n", 6, "belongs in a lesson"),
        (HEADER + '# %% colour="red"\nx = 1\n', 6, "unknown cell option"),
        (HEADER + "# %%\nx = = 1\n", 7, "not Python"),
        (HEADER + '# %% role="answer"\nx = 1\n', 6, 'needs a task="..."'),
        (HEADER + '# %% role="answer" task="Bad Name"\nx = 1\n', 6, "lower-case"),
        (HEADER + '# %% role="answer" task="one"\nx = 1\n', 6, "has no check cell"),
        (HEADER + TASK + "\n" + TASK, 19, "two answer cells"),
        (HEADER + TASK.replace(" points=2", ""), 12, "gives no points"),
        (HEADER + TASK.replace("def check", "def other"), 15, "defines no `check(student)`"),
    ],
)
def test_faults_are_named_with_file_and_line(tmp_path, text, line, words):
    write(tmp_path, text)
    with pytest.raises(SourceError) as raised:
        assignments.load("demo", tmp_path)
    assert f"assignment.py:{line}:" in str(raised.value)
    assert words in str(raised.value)


def test_unknown_names_list_what_there_is(tmp_path):
    write(tmp_path, HEADER + TASK)
    with pytest.raises(source.CourseError, match="there are: demo"):
        assignments.load("other", tmp_path)
    with pytest.raises(source.CourseError, match="it has one"):
        assignments.load("demo", tmp_path).task("two")


def test_every_assignment_of_the_course_loads():
    for slug in assignments.slugs():
        assert assignments.load(slug).points > 0

VARIANT = '# %% role="given"\nA = 1\n\n# %% role="variant"\ndef draw(random):\n    return {"A": int(random.integers(2, 9))}\n\n'


def test_a_variant_changes_given_cells_text_and_hidden_checks(tmp_path):
    write(tmp_path, HEADER + VARIANT + "# %% [markdown]\n# A is {{A}}.\n\n" + TASK)
    public, other = assignments.load("demo", tmp_path), assignments.load("demo", tmp_path, variant={"A": 7})
    assert [c.text for c in public.source.cells if c.kind == "markdown"] == ["A is 1."]
    assert [c.text for c in other.source.cells if c.kind == "markdown"] == ["A is 7."]
    assert "A = 7" in other.source.cells[0].text
    assert "GIVEN = {'A': 7}" in other.tasks[0].hidden_code


def test_unknown_constants_are_refused(tmp_path):
    write(tmp_path, HEADER + VARIANT + TASK)
    with pytest.raises(SourceError, match="no given cell sets"):
        assignments.load("demo", tmp_path, variant={"B": 1})
    write(tmp_path, HEADER + "# %% [markdown]\n# {{NOPE}}\n\n" + TASK, slug="other")
    with pytest.raises(SourceError, match="NOPE"):
        assignments.load("other", tmp_path)
