import re

import pytest

from course.checks.check import Here, run
from course.content import assignments, bank, constants, options, variants

TEXT = "Which?\n\n- **A** one\n  and more\n- **B** two\n- **C** three\n\nAnd:\n\n- **P** no option\n- **Q** neither"


def test_letters_move_and_texts_stay():
    letters = options.moved("demo", "one", TEXT, {"X": 1})
    assert sorted(letters) == sorted(letters.values()) == ["A", "B", "C"]
    assert all(letters[letter] != letter for letter in letters)
    text = options.in_text(TEXT, letters)
    assert f"- **{letters['A']}** one\n  and more\n" in text
    assert re.findall(r"- \*\*(\w)\*\*", text) == ["A", "B", "C", "P", "Q"]
    assert options.in_answer('x = "B"\ny = "BB"', letters) == f'x = "{letters["B"]}"\ny = "BB"'
    assert options.moved("demo", "one", "no options", {}) == {}


@pytest.mark.parametrize("slug", ["matcher", "scores", "thresholds", "identification", "differentials", "ibm", "amazon", "mended"])
def test_a_published_letter_does_not_fit_a_variant(slug):
    public, mine = assignments.load(slug), variants.variant(slug, "a secret")
    found = 0
    for task in mine.code_tasks:
        before, after = ({}, {})
        for code, names in ((public.answers[task.name], before), (mine.answers[task.name], after)):
            names.update(re.findall(r'^(\w+) = "([A-D])"$', code, re.MULTILINE))
        if not before or not task.letters:
            continue
        found += 1
        assert before != after
        others = {name: value for name, value in constants.constants_of(public.answers[task.name]).items() if name not in before}
        assert not run(task.check, Here({**others, **before}), 0).passed
        assert run(task.check, Here({**others, **after}), 0).passed
        for wrong in bank.wrong(mine):
            if wrong.fails == {task.name}:
                names: dict = {}
                exec(wrong.answers[task.name], names)
                assert not run(task.check, Here(names), 0).passed
    assert found
    assert mine.as_given(mine.given).answers == public.as_given(mine.given).answers == mine.answers


@pytest.mark.parametrize("slug", assignments.slugs())
def test_lettered_options_are_asked_as_options(slug):
    """So `b` is as good as `B`, `check` does not give the letter away by retrying, and a variant moves it."""
    assignment = assignments.load(slug)
    texts = {cell.task: cell.text for cell in assignment.source.cells if cell.kind == "markdown" and cell.task and not cell.role}
    for task in assignment.code_tasks:
        if options.moved(slug, task.name, texts[task.name], {}):
            assert ".chosen(" in task.hidden_code, f"{slug} {task.name}"


@pytest.mark.parametrize("slug", assignments.slugs())
def test_every_assignment_says_how_it_works(slug):
    from course.checks.ask import CELL_SECONDS, TASK_SECONDS

    assignment = assignments.load(slug)
    told = next(cell.text for cell in assignment.source.cells if "## How this works" in cell.text)
    for words in (f"{CELL_SECONDS} seconds", f"{TASK_SECONDS} seconds", "hint=True", "Validate", "rubric", "Do not round"):
        assert words in told
    assert all(f"`{task.name}` {task.points:g}" in told for task in assignment.tasks)
