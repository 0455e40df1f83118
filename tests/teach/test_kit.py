"""The teaching kit: made from its sources, sourced like a lesson, and whole."""

import re
import tomllib
from collections import Counter

import pytest

from course.content import arc, assignments, kit, plans
from course.content.outcomes import outcomes
from course.content.source import read
from course.errors import CourseError
from course.judgement import chain
from course.proofs.lessons import unsourced
from course.teach.inventory import key
from tests.conftest import ROOT

KIT = ROOT / "docs" / "teach"


@pytest.mark.slow
def test_the_pages_are_those_of_the_sources():
    for path, wanted in kit.pages().items():
        assert path.exists() and path.read_bytes() == wanted, f"{path.name} is stale: run `course build`"
    assert {path.name for path in KIT.glob("*.md")} == {path.name for path in kit.sources()}, "a page without a source"


def test_every_lesson_has_a_plan_and_a_new_one_stops_nothing(monkeypatch, tmp_path):
    assert plans.planned() == tuple(arc.places())
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "ibm.yml").write_bytes((KIT / "lessons" / "ibm.yml").read_bytes())
    monkeypatch.setattr(plans, "FOLDER", tmp_path)
    assert list(plans.plans()) == ["ibm"] and plans.decks() == ("ibm",)
    titles = {name: read(arc.place(name).path).title for name in ("amazon", "ibm")}
    assert f"## {titles['ibm']}" in kit.plan_pages() and titles["amazon"] not in kit.plan_pages()


def test_what_a_deck_adds_is_held_to_it_too():
    for name in set(plans.decks()) - set(arc.places()):
        assert unsourced([slide.note for slide in plans.deck(name).slides], name) == []


def test_what_the_deck_says_of_the_rules_is_what_the_record_bears_out():
    rules = {rule.id: [chain.stops(rule, chain.chain(case).record) for case in ("williams", "woodruff")] for rule in chain.rules()}
    assert rules["R1"] == rules["R2"] == ["cannot know"] * 2 and rules["R3"] == ["stopped", "not stopped"] and rules["R5"] == ["stopped"] * 2
    (slide,) = (one for one in plans.deck("one_class").slides if one.id == "rules")
    said = " ".join(slide.note.split())
    assert "R1 and R2, cannot know in either case" in said and "R3 stopped the first and not the second. R5 stopped both" in said


def test_every_graded_task_shows_one_outcome():
    said = Counter(task for one in outcomes().values() for task in one.tasks)
    there = {f"{slug}/{task.name}" for slug in assignments.slugs() for task in assignments.load(slug).tasks}
    wrong = {task: said[task] for task in sorted({*said, *there}) if said[task] != (task in there)}
    assert not wrong, f"docs/teach/outcomes.yml: name every graded task once, in `tasks:`, and nothing else. Named so often: {wrong}"


def test_every_outcome_has_a_lesson_that_serves_it():
    served = {one for plan in plans.plans().values() for one in plan.outcomes}
    assert not (bare := set(outcomes()) - served), f"no plan in docs/teach/lessons has {sorted(bare)} in its `outcomes:`"


def test_links_of_the_kit_lead_somewhere():
    for page in KIT.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for target, anchor in re.findall(r"\]\((?!<?http)([^)#\s]*)(#[^)]*)?\)", text):
            there = (page.parent / target) if target else page
            assert there.exists(), f"{page.name}: {target}"
            if anchor and there.suffix == ".md":
                heads = re.findall(r"^#+ (.+?)(?: <!--.*)?$", there.read_text(encoding="utf-8"), re.M)
                names = {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}
                assert anchor[1:] in names, f"{page.name}: {target}{anchor}"


def test_the_index_names_every_page():
    index = (KIT / "index.md").read_text(encoding="utf-8")
    assert not [path.name for path in KIT.glob("*.md") if path.stem != "index" and f"({path.name})" not in index]


def test_the_one_class_is_75_minutes_and_follows_its_deck():
    table = (KIT / "source" / "syllabi.md").read_text(encoding="utf-8").split("## Two weeks")[0]
    rows = re.findall(r"^\| (\d+) \| .+? \| (\w+) \|$", table, re.M)
    starts = [int(minute) for minute, _ in rows]
    assert starts[0] == 0 and starts == sorted(set(starts)) and starts[-1] <= 73
    shown = [int(slide) for _, slide in rows if slide.isdigit()]
    assert shown == list(range(1, len(plans.deck("one_class").slides) + 1))


def test_the_syllabi_add_up():
    text = (KIT / "source" / "syllabi.md").read_text(encoding="utf-8")
    two, semester = text.split("## Two weeks")[1].split("## A semester")
    for row in re.findall(r"^\| \d [^|]*\|([^|]+)\|", two, re.M):
        assert sum(map(int, re.findall(r"(?:^|; ?| )(\d+) ", row))) == 75, row
    for row in re.findall(r"^\| \d+ \|(.+)\|[^|]*\|$", semester.split("### Lengths")[0], re.M):
        for part in row.split("|"):
            assert sum(map(int, re.findall(r"(?:^ ?|; )(\d+) ", part))) == 75, part


def test_the_key_goes_to_no_student():
    ideas = [idea for told in key()["questions"].values() for letter, idea in told.items() if letter in "ABCD" and len(letter) == 1 and letter != told["right"]]
    handed = [*ROOT.glob("assignments/*/release/*"), *ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("notebooks/quizzes/*"), *ROOT.glob("docs/**/*.md")]
    for path in handed:
        text = path.read_text(encoding="utf-8")
        assert not [idea for idea in ideas if len(idea) > 20 and idea in text], path
        assert "key.yml" not in text or path.parts[-2:] == ("teach", "inventory.md") or path.parts[-3:-1] == ("teach", "source")
    with open(ROOT / "pyproject.toml", "rb") as file:
        wheel = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "course/teach/key.yml" in wheel["exclude"]


def test_a_source_that_asks_for_a_table_there_is_not(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A\n\n<!-- kit: prices -->\n")
    with pytest.raises(CourseError, match=r"page.md: there is no table 'prices'; there are norms, plans, cards"):
        kit.written(page)
    page.write_text("{claim:Q99}\n")
    with pytest.raises(CourseError, match=r"page.md, line 1: there is no claim Q99"):
        kit.written(page)


def test_the_policy_for_language_models_names_no_detector_and_forces_nobody():
    text = " ".join((KIT / "language-models.md").read_text(encoding="utf-8").split())
    assert "We use no detectors" in text and "need not, and lose nothing" in text
