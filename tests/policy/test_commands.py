"""``course claims``."""

import dataclasses
import subprocess
import sys

import pytest
from click.testing import CliRunner

from course import paths
from course.errors import CourseError
from course.policy import held
from course.policy.claims import ledger, next_id
from course.policy.commands import claims
from course.policy.commitments import Words, commitment

LEDGER = (paths.DATA / "claims.csv").read_bytes()


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A course of one's own: a ledger and two lessons."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.csv").write_bytes(LEDGER)
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    (notebooks / "06_amazon.py").write_text("# %% [markdown]\n# It matched {value:A01} {claim:A01}. See {open:A08}.\n")
    (notebooks / "07_ibm.py").write_text("# %% [markdown]\n# IBM stopped.\n")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    monkeypatch.setattr(paths, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(paths, "ASSIGNMENTS", tmp_path / "assignments")
    return tmp_path


def run(*arguments, text=None):
    return CliRunner().invoke(claims, arguments, input=text)


def test_list_a_lesson(own):
    result = run("list", "--lesson", "amazon")
    assert result.exit_code == 0
    assert "A01  Searching photographs" in result.output and "(first hand): https://www.aclu.org" in result.output
    assert "A08  The count" in result.output and "not confirmed" in result.output
    assert "2 facts in" in result.output
    assert run("list", str(own / "notebooks" / "06_amazon.py"), "--ids").output == "A01\nA08\n"


def test_list_by_topic_and_status(own):
    assert run("list", "--status", "DERIVED", "--topic", "aclu-tests", "--ids").output.split() == [
        row.id for row in ledger().values() if (row.status, row.topic) == ("DERIVED", "aclu-tests")
    ]
    assert run("list", "--ids").output.split() == list(ledger())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("list", "--lesson", "9"), "no lesson 9. Lessons: amazon, ibm"),
        (("list", "--topic", "cats"), "no topic 'cats'"),
        (("list", "--status", "SURE"), "no status 'SURE'"),
        (("show", "Q99"), "no claim Q99"),
    ],
)
def test_what_is_not_there(own, arguments, says):
    result = run(*arguments)
    assert isinstance(result.exception, CourseError) and says in str(result.exception)


def test_show(own):
    result = run("show", "a24")
    assert "value       26 / 120" in result.output and "matched 26 of 120 legislators." in result.output


def test_check_exits_1_on_findings_and_0_without(own):
    result = run("check")
    assert result.exit_code == 1
    assert "07_ibm.py:2: a named organisation (IBM)" in result.output and "2 files, 1 to mend" in result.output
    assert run("check", str(own / "notebooks" / "06_amazon.py")).exit_code == 0


def test_check_refuses_a_damaged_ledger(own):
    (own / "data" / "claims.csv").write_bytes(LEDGER.replace(b"A01,aclu-tests", b"A01,"))
    assert "A01: it needs a topic" in str(run("check").exception)


def test_add_by_options(own):
    free = next_id("A")
    result = run(
        "add", "--id", "a", "--topic", "aclu-tests", "--claim", "A test cost {value}.", "--value", "10", "--unit", "USD",
        "--date", "2018", "--source", "S", "--publisher", "P", "--address", "https://example.org", "--status",
        "CONFIRMED_SECONDARY", "--quotation", "ten dollars",
    )  # fmt: skip
    assert result.exit_code == 0 and result.output == f"added {free}: A test cost $10.\n"
    assert ledger()[free].retrieved


def test_add_asks_for_what_is_missing(own):
    result = run(
        "add", text="Z01\nlaw\nA law passed.\nCONFIRMED_PRIMARY\nTitle\nA State (copy at B)\nhttps://example.org\nit passed\n\n"
    )
    assert result.exit_code == 0, result.output
    assert (ledger()["Z01"].quotation, ledger()["Z01"].actor) == ("it passed", "A State")


def test_add_names_the_option_where_nobody_answers(own):
    for given, option in (((), "--id"), (("--id", "L"), "--topic"), (("--id", "L", "--topic", "law"), "--claim")):
        result = run("add", *given)
        assert result.exit_code == 2 and f"Give {option}:" in result.output


NOWHERE, UNSAID = Words("Z98", "no such words"), Words("A01", "words that the row does not quote")


def rule(use):
    return NOWHERE.no("It says so.") if use else UNSAID.yes("It does not.")


def silent(use):
    return None


def test_check_holds_commitments_to_the_ledger(own, monkeypatch):
    one = commitment("amazon-2020")
    (own / "notebooks" / "07_ibm.py").write_text("# %% [markdown]\n# IBM.\n")
    monkeypatch.setattr(held, "COMMITMENTS", {"a": one, "b": dataclasses.replace(one, id="lakeview", rule=rule), "c": dataclasses.replace(one, id="mute", rule=silent)})
    result = run("check")
    assert result.exit_code == 1
    assert "commitment lakeview: there is no claim Z98" in result.output and "`course claims add --id Z98`" in result.output
    assert "claim A01 does not quote “words that the row does not quote”" in result.output
    assert "commitment mute: its rule answers with no words" in result.output and "amazon-2020" not in result.output


def test_check_notices_a_file_that_its_card_does_not_know(own):
    before = run("check").output
    (own / "data" / "uses.yml").write_text("[]\n")
    (own / "data" / "CARD.md").write_text(f"---\nfiles:\n  uses.yml: {'0' * 64}\n---\n")
    said = "data/uses.yml is not the file that its card has the checksum of: `course claims checksums` writes it anew."
    assert said in run("check").output and said not in before
    run("checksums")
    assert said not in run("check").output


def test_add_refuses_and_writes_nothing(own):
    before = (own / "data" / "claims.csv").read_bytes()
    result = run("add", "--id", "A01", "--topic", "law", "--claim", "x", "--status", "UNCONFIRMED")
    assert "A01 is taken" in str(result.exception) and f"next free id is {next_id('A')}" in str(result.exception)
    result = run(
        "add",
        "--id",
        "Z01",
        "--topic",
        "law",
        "--claim",
        "x",
        "--value",
        "3",
        "--status",
        "DERIVED",
        "--derivation",
        "1 + 1",
    )
    assert "the derivation gives 2" in str(result.exception)
    assert (own / "data" / "claims.csv").read_bytes() == before


def test_checksums(own):
    import hashlib

    data = own / "data"
    (data / "published").mkdir()
    (data / "published" / "CARD.md").write_text("---\nfiles: {}\n---\n")
    (data / "uses.yml").write_text("[]\n")
    (data / "CARD.md").write_text(f"---\nfiles:\n  uses.yml: {'0' * 64}\n---\n")
    assert run("checksums").output == "data/uses.yml: new checksum\n"
    assert hashlib.sha256(b"[]\n").hexdigest() in (data / "CARD.md").read_text()
    assert run("checksums").output == ""
    (data / "uses.yml").unlink()
    assert "names uses.yml, which is not there" in str(run("checksums").exception)


def test_the_command_itself_prints_an_error_without_a_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "course.cli", "claims", "show", "Q99"],
        capture_output=True,
        text=True,
        check=False,
        cwd=paths.ROOT,
    )
    assert (
        done.returncode == 1
        and done.stderr.startswith("course: there is no claim Q99")
        and "Traceback" not in done.stderr
    )


def test_importing_the_record_needs_no_data_frames():
    code = "import course.policy, sys; course.policy.permitted; print('pandas' in sys.modules, 'matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.ROOT)
    assert done.stdout.strip() == "False False"


def test_stale_lists_what_is_due_by_kind_and_what_was_read_long_ago(own):
    nothing = run("stale", "--on", "2026-11-27")
    assert nothing.exit_code == 0 and nothing.output.endswith("0 rows to read again on 2026-11-27.\n")
    due = run("stale", "--on", "2027-05-26")
    assert "a count of cases (" in due.output and "X96  read 2026-11-26, look again 2027-05-26  The ACLU knew" in due.output
    assert "X189" not in due.output and "X189" in run("stale", "--on", "2027-06-02", "--kind", "not-yet", "--ids").output.split()
    old = run("stale", "--on", "2028-01-01")
    assert "read long ago (" in old.output and "A01  read 2026-11-22" in old.output
    everything = run("stale", "--all", "--ids", "--on", "2026-11-27").output.split()
    assert everything and set(everything) == {row.id for row in ledger().values() if row.look_again}
    assert "no kind 'rumour'" in str(run("stale", "--kind", "rumour").exception)


def test_tidy_writes_the_ledgers_own_form_after_a_merge(own):
    file = own / "data" / "claims.csv"
    header, first, second, *rest = LEDGER.decode().splitlines()
    file.write_text("\n".join([header, second.rstrip(","), *rest, first.rstrip(",")]) + "\n", encoding="utf-8")
    (own / "data" / "CARD.md").write_text(f"---\nfiles:\n  claims.csv: {'0' * 64}\n---\n")
    assert "written in its own form" in run("tidy").output
    assert file.read_bytes() == LEDGER
    assert run("tidy").output.startswith("claims.csv is in its own form")
    file.write_text("\n".join([header, first, first]) + "\n", encoding="utf-8")
    assert "stands twice" in str(run("tidy").exception)
