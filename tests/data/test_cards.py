"""Every file under data/ has a card that says what it is and holds its hash."""

import hashlib
import re

import pytest
import yaml

from tests.conftest import ROOT

DATA = ROOT / "data"
CARDS = sorted(DATA.rglob("CARD.md"))


def front_matter(path):
    found = re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{path} has no YAML front matter"
    return yaml.safe_load(found[1])


def hidden(path):
    return any(part.startswith(".") for part in path.relative_to(DATA).parts)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed(card):
    """Path -> SHA-256 for every file that this card answers for."""
    meta = front_matter(card)
    files = {card.parent / name: value for name, value in (meta.get("files") or {}).items()}
    manifests = meta.get("manifest") or []
    for manifest in [manifests] if isinstance(manifests, str) else manifests:
        for line in (card.parent / manifest).read_text().splitlines():
            value, name = line.split(maxsplit=1)
            files[card.parent / name] = value
    return files


@pytest.mark.parametrize("card", CARDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_card_says_what_whence_and_under_which_licence(card):
    meta = front_matter(card)
    for key in ("title", "licence", "source", "how"):
        assert meta.get(key), f"{card}: no {key}"


def test_every_file_is_on_exactly_one_card_with_its_hash():
    assert CARDS
    answered = {}
    for card in CARDS:
        for path, value in listed(card).items():
            assert path not in answered, f"{path} is on two cards"
            answered[path] = value
    manifests = {p for c in CARDS for p in c.parent.glob("SHA256SUMS")}
    # Files and folders with a leading dot are the renderer's notes; git leaves them out.
    there = {p for p in DATA.rglob("*") if p.is_file() and p.name != "CARD.md" and not hidden(p)} - manifests
    assert there - set(answered) == set(), "files without a card"
    assert set(answered) - there == set(), "cards for files that are not there"
    wrong = [str(p) for p, value in answered.items() if sha256(p) != value]
    assert not wrong
