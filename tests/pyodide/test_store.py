"""What two tabs kept is joined: nothing that either said is lost."""

import json
import shutil
import subprocess

import pytest

from tests.conftest import ROOT, missing

SCRIPT = """
import { merged } from %s;
const told = JSON.parse(process.argv[1]);
process.stdout.write(merged(...told));
"""


@pytest.mark.parametrize(("theirs", "ours", "both"), [
    ({"ibm": {"a": {"passed": True}}}, {"ibm": {"b": {"passed": True}}}, {"ibm": {"a": {"passed": True}, "b": {"passed": True}}}),
    ({"kept": {"x": 1}, "record": [1, 2]}, {"kept": {"y": 2}, "record": [2, 3]}, {"kept": {"x": 1, "y": 2}, "record": [1, 2, 3]}),
    ({"a": {"passed": False}}, {"a": {"passed": True}}, {"a": {"passed": True}}),
    ("no JSON {", {"a": 1}, {"a": 1}),
])  # fmt: skip
def test_both_are_kept_and_where_they_differ_ours(tmp_path, theirs, ours, both):
    if not shutil.which("node"):
        missing("Node", "On Debian: apt install nodejs.")
    store = (ROOT / "course" / "site" / "browser" / "scripts" / "store.mjs").as_uri()
    texts = [text if isinstance(text, str) else json.dumps(text) for text in (theirs, ours)]
    command = ["node", "--input-type=module", "-e", SCRIPT % json.dumps(store), json.dumps(texts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == both
