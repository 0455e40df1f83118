"""The questions before and after: made-up classes whose truth is known, and files that are wrong."""

import csv
import math

import numpy as np
import pytest

from course.teach import inventory
from course.teach.inventory import LETTERS, compare, items, key, load, told
from course.teach.pages import TeachError

RIGHT = {name: key()["questions"][int(name[1:])]["right"] for name in items()}


COLUMNS = ("code", *items())


def write(path, rows, columns=COLUMNS):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def a_class(tmp_path, chance_before, chance_after, students=400, seed=1, flat=()):
    """A class in which each item has a true share of right answers at each time. ``able`` students are right more often, except on ``flat`` items."""
    random = np.random.default_rng(seed)
    able = random.normal(size=students)
    times = []
    for when, chance in (("before", chance_before), ("after", chance_after)):
        rows = []
        for student in range(students):
            row = {"code": f"c{student:03}"}
            for name in items():
                p = chance[name]
                if name not in flat:  # a shift of the log-odds by ability, which leaves the mean near p
                    p = 1 / (1 + math.exp(-(math.log(p / (1 - p)) * 1.16 + able[student])))
                wrong = [letter for letter in LETTERS if letter != RIGHT[name]]
                row[name] = RIGHT[name] if random.random() < p else random.choice(wrong)
            rows.append(row)
        times.append(load(write(tmp_path / f"{when}.csv", rows)))
    return times


def test_a_class_that_learnt(tmp_path):
    before, after = dict.fromkeys(items(), 0.4), dict.fromkeys(items(), 0.7)
    report = compare(*a_class(tmp_path, before, after))
    true_gain = (0.7 - 0.4) / (1 - 0.4)
    assert all(abs(one.before - 0.4) < 0.08 and abs(one.after - 0.7) < 0.08 for one in report.items)
    covered = [one.low <= true_gain <= one.high for one in report.items]
    assert sum(covered) >= 12  # each of fifteen 95% intervals may miss
    assert all(one.low > 0 for one in report.items)
    assert all(one.discrimination_before > 0.1 for one in report.items)


def test_a_class_that_learnt_nothing(tmp_path):
    chance = dict.fromkeys(items(), 0.5)
    report = compare(*a_class(tmp_path, chance, chance, seed=3))
    assert sum(one.low <= 0 <= one.high for one in report.items) >= 13
    assert abs(np.mean([one.gain for one in report.items])) < 0.06


def test_a_class_that_changed_one_idea_and_no_other(tmp_path):
    """All chose 7B before; after, three in four of them choose the right answer. Nothing else moves."""
    wrong = "B"
    rows = [{"code": f"s{n}", **{name: RIGHT[name] if n % 2 else "D" if RIGHT[name] != "D" else "C" for name in items()}, "q7": wrong} for n in range(40)]
    later = [{**row, "q7": RIGHT["q7"] if n % 4 else wrong} for n, row in enumerate(rows)]
    report = compare(load(write(tmp_path / "b.csv", rows)), load(write(tmp_path / "a.csv", later)))
    seventh = report.items[6]
    assert (seventh.before, seventh.after, seventh.gain) == (0, 0.75, 0.75) and seventh.low > 0.5
    assert seventh.letters[wrong] == (40, 10) and seventh.moved == {f"{wrong} to {RIGHT['q7']}": 30}
    assert all(one.gain == 0 and not one.moved for one in report.items if one.name != "q7")
    text = "\n".join(told(report))
    assert "B, what follows from a search confirms it: 40 before, 10 after" in text and "moves: B to A 30" in text


def test_an_item_that_does_not_hang_together_with_the_rest_is_remarked(tmp_path):
    chance = dict.fromkeys(items(), 0.5)
    report = compare(*a_class(tmp_path, chance, chance, flat=("q4",), students=600))
    found = {one.name: one.discrimination_before for one in report.items}
    assert abs(found["q4"]) < 0.12 and min(value for name, value in found.items() if name != "q4") > found["q4"]
    assert any(line.startswith("- 4: those right on it are hardly") for line in told(report))


def test_discrimination_is_the_correlation_with_the_rest():
    scored = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=float)
    assert inventory.discrimination(scored, 0) == pytest.approx(np.corrcoef([1, 1, 0, 0], [1, 0.5, 0.5, 0])[0, 1])
    assert math.isnan(inventory.discrimination(np.ones((4, 3)), 0))


def test_there_is_no_total(tmp_path):
    text = "\n".join(told(compare(*a_class(tmp_path, dict.fromkeys(items(), 0.4), dict.fromkeys(items(), 0.6), students=30))))
    assert "draft" in text and "No total" in text
    assert not [line for line in text.splitlines() if line.lower().startswith(("| total", "| mean", "| all"))]


def test_the_draws_are_of_students_not_of_answers(tmp_path):
    """Ten who moved and ten who did not: the interval is that of a share among twenty people."""
    rows = [{"code": f"s{n}", **dict.fromkeys(items(), "B" if RIGHT["q1"] != "B" else "A")} for n in range(20)]
    later = [{**row, "q1": RIGHT["q1"] if n < 10 else row["q1"]} for n, row in enumerate(rows)]
    one = compare(load(write(tmp_path / "b.csv", rows)), load(write(tmp_path / "a.csv", later))).items[0]
    assert one.gain == 0.5 and 0.25 <= one.low <= 0.35 and 0.65 <= one.high <= 0.75


def test_students_who_are_missing_are_named_and_left_out_of_gains(tmp_path):
    rows = [{"code": f"s{n}", **RIGHT} for n in range(5)]
    report = compare(load(write(tmp_path / "b.csv", rows)), load(write(tmp_path / "a.csv", [*rows[2:], {"code": "new", **RIGHT}])))
    assert (report.both, report.only_before, report.only_after) == (3, ("s0", "s1"), ("new",))
    text = "\n".join(told(report))
    assert "Only before: s0, s1." in text and "Only after: new." in text and "3 students are few" in text and "all were right before" in text


def test_the_cases_are_told_apart_and_the_decision_is_not_read(tmp_path):
    columns = inventory.columns()
    rows = [{"code": f"s{n}", **RIGHT, "v1a": 5, "v1b": "3 5 7", "v1c": 0, "v1d": 0} for n in range(12)]
    later = [{**row, "v1a": 95, "v1b": "1 2 4", "v1c": 2, "v1d": 1} for row in rows]
    report = compare(load(write(tmp_path / "b.csv", rows, columns)), load(write(tmp_path / "a.csv", later, columns)))
    assert [(one.part, one.before, one.after) for one in report.cases] == [("b", 0, 3), ("c", 0, 2), ("d", 0, 1)]
    turned = compare(load(write(tmp_path / "b.csv", [{**row, "v1a": 100} for row in rows], columns)), load(write(tmp_path / "a.csv", later, columns)))
    assert told(turned) == told(report)


def test_a_folder_of_forms_is_a_class(tmp_path):
    for n in range(3):
        write(tmp_path / f"s{n}-before.csv", [{"code": f"s{n}", **RIGHT}])
    (tmp_path / "s0-before-words.csv").write_text("code,part,words\ns0,v1c,text\n")
    assert list(load(tmp_path).rows) == ["s0", "s1", "s2"]
    write(tmp_path / "again.csv", [{"code": "s1", **RIGHT}])
    with pytest.raises(TeachError, match="the code 's1' stands in another file"):
        load(tmp_path)


def test_signs_of_other_programs_are_read(tmp_path):
    file = tmp_path / "a.csv"
    names = ["code", *items()]
    file.write_bytes(("\ufeff" + ";".join(name.upper() for name in names) + "\r\n" + ";".join(["s1", *(RIGHT[name].lower() for name in items())]) + "\r\n\r\n").encode())
    assert load(file).rows["s1"] == RIGHT


HEAD = ",".join(["code", *items()])
GOOD = ",".join(["s1", *RIGHT.values()])


@pytest.mark.parametrize(("text", "says"), [
    ("", "is empty"),
    (HEAD + "\n", "has no row of answers"),
    ("name,score\nx,3\n", "lacks code, q1, .*q15 and has name, score, which is not asked for"),
    (HEAD.replace("q7,", "") + "\n" + GOOD, "lacks q7"),
    (HEAD + ",q1\n" + GOOD + ",A", "has a column twice"),
    (HEAD + "\n" + GOOD + ",A", "line 2: 16 fields are expected"),
    (HEAD + "\ns1,A", "line 2: 16 fields are expected"),
    (f"{HEAD}\n{GOOD}\n{GOOD}", "line 3: the code 's1' stands twice"),
    (f"{HEAD}\n,{GOOD[3:]}", "line 2: the code is missing"),
    (f"{HEAD}\n{GOOD[:-1]}E", "line 2: q15 is 'E'; it is one of A, B, C, D, or nothing"),
    (f"{HEAD},v1b\n{GOOD},1 1 2", "v1b is '1 1 2'; it is three different numbers from 1 to 7"),
    (f"{HEAD},v1c\n{GOOD},3", "v1c is '3'; it is 0, 1 or 2"),
    (f"{HEAD},v1a\n{GOOD},-5", "v1a is '-5'; it is 0 to 100"),
])
def test_a_file_that_is_wrong_gets_a_sentence(tmp_path, text, says):
    file = tmp_path / "answers.csv"
    file.write_text(text)
    with pytest.raises(TeachError, match=says):
        load(file)


def test_files_that_are_not_there_or_no_text(tmp_path):
    with pytest.raises(TeachError, match="does not exist"):
        load(tmp_path / "none.csv")
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00code")
    with pytest.raises(TeachError, match="is no text"):
        load(tmp_path / "x.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TeachError, match="holds no file of answers"):
        load(tmp_path / "empty")


def test_two_classes_that_share_nobody(tmp_path):
    before, after = (load(write(tmp_path / f"{who}.csv", [{"code": who, **RIGHT}])) for who in ("x", "y"))
    with pytest.raises(TeachError, match=r"no code of x.csv stands in y.csv"):
        compare(before, after)


def test_the_key_fits_the_form():
    told_, keyed = inventory.questions(), key()
    assert [one["id"] for one in told_["questions"]] == list(range(1, 16)) == list(keyed["questions"])
    assert len(told_["vignettes"]) == 3
    for one in told_["questions"]:
        known = keyed["questions"][one["id"]]
        assert set(one["options"]) == set(LETTERS) and set(LETTERS) - set(known) == {known["right"]}
    shares = [sum(keyed["questions"][n]["right"] == letter for n in range(1, 16)) for letter in LETTERS]
    assert min(shares) >= 3, "a letter that is hardly ever right gives itself away"
    for one in told_["vignettes"]:
        known = keyed["vignettes"][one["id"]]
        assert len(known["bears"]) == 4 and len(known["sounds"]) == 1 and set(known["bears"] + known["sounds"]) <= set(one["considerations"])


def test_a_copy_without_the_key_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(inventory, "KEY", tmp_path / "key.yml")
    inventory.key.cache_clear()
    try:
        with pytest.raises(TeachError, match="no key to the questions"):
            inventory.key()
    finally:
        inventory.key.cache_clear()
