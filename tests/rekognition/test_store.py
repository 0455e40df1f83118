"""Collections in a file: what is acknowledged stays, what is removed goes, and searching is exact."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import uuid

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.matching import Gallery
from course.rekognition import Store
from course.rekognition.errors import Refusal, RekognitionError
from course.rekognition.nearest import nearest
from course.rekognition.store import StoredFace
from tests.conftest import ROOT


def face(number: int) -> StoredFace:
    return StoredFace(str(uuid.UUID(int=number)), str(uuid.UUID(int=0)), f"image-{number}", 0.1, 0.2, 0.3, 0.4, 99.5)


def templates(numbers) -> np.ndarray:
    """Each number's own template; of every pair of numbers 2k, 2k + 1 the same, so that there are ties."""
    return np.array([np.random.default_rng(n // 2).standard_normal(128) for n in numbers], np.float32).reshape(-1, 128)


def fill(store: Store, collection: str, numbers) -> None:
    store.add(collection, [face(number) for number in numbers], templates(numbers))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "collections.sqlite3"


def test_what_was_stored_is_there_after_opening_again(path):
    store = Store(path)
    made = store.create("a", "sface", "w")
    fill(store, "a", range(5))
    store.remove("a", [face(1).face_id])
    store.close()
    store = Store(path)
    assert store.collection("a") == made
    assert [found for _, found in store.faces("a", 0, 10)] == [face(0), face(2), face(3), face(4)]
    np.testing.assert_array_equal(store.template("a", face(3).face_id), templates([3])[0])
    assert store.template("a", face(1).face_id) is None
    assert store.search("a", templates([4])[0], 2.0, 1)[0] == [face(4).face_id]
    assert {file.name.partition("-")[0] for file in path.parent.iterdir()} == {path.name}
    assert path.stat().st_mode & 0o077 == 0


def test_a_store_in_memory_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store()
    store.create("a", "sface", "w")
    fill(store, "a", range(3))
    assert store.count("a") == 3
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_collections_come_in_the_order_they_were_made():
    store = Store()
    for name in ("b", "a", "c"):
        store.create(name, "sface", "w")
    first = store.collections(0, 2)
    assert [one.id for one in first] == ["b", "a"]
    assert [one.id for one in store.collections(first[-1].row, 2)] == ["c"]
    with pytest.raises(Refusal) as caught:
        store.create("a", "sface", "w")
    assert caught.value.code == "ResourceAlreadyExistsException"
    store.delete("a")
    with pytest.raises(Refusal) as caught:
        store.collection("a")
    assert caught.value.code == "ResourceNotFoundException"


def test_deleting_a_collection_takes_its_faces_along(path):
    store = Store(path)
    for name in ("a", "b"):
        store.create(name, "sface", "w")
        fill(store, name, range(4))
    store.search("a", templates([0])[0], 2.0, 10)
    store.delete("a")
    store.create("a", "sface", "w")
    assert store.count("a") == 0
    assert store.search("a", templates([0])[0], 2.0, 10) == ([], [])
    assert store.count("b") == 4
    assert store.remove("a", [face(0).face_id]) == []
    store.close()
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM faces").fetchone() == (4,)


def test_names_are_only_text(path):
    store, name = Store(path), "'; DROP TABLE faces; --"
    store.create(name, "sface", "w")
    fill(store, name, [1])
    assert store.count(name) == 1
    store.delete(name)
    assert store.collections(0, 10) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["add", "remove", "search", "reopen"]),
                                st.lists(st.integers(0, 15), min_size=1, max_size=6)), max_size=12))
def test_any_order_of_steps_keeps_memory_and_file_alike(steps, tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "s.sqlite3"
    store, there = Store(path), {}
    store.create("a", "sface", "w")
    for step, numbers in steps:
        numbers = list(dict.fromkeys(numbers))
        if step == "add":
            fill(store, "a", numbers)
            there |= {number: None for number in numbers if number not in there}
        elif step == "remove":
            gone = store.remove("a", [face(number).face_id for number in numbers])
            assert gone == [face(number).face_id for number in numbers if number in there]
            there = {number: None for number in there if number not in numbers}
        elif step == "reopen":
            store.close()
            store = Store(path)
        probe = templates(numbers[:1])[0]
        found, _ = store.search("a", probe, 2.0, 100)
        apart = {n: float(1 - _cosine(probe, templates([n])[0])) for n in there}
        assert found == [face(n).face_id for n in sorted(there, key=lambda n: round(apart[n], 5))]
        assert store.count("a") == len(there)
    store.close()


def _cosine(a, b):
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


@pytest.mark.parametrize("size", [1, 50, 3000])
@pytest.mark.parametrize("most", [1, 7, 4096])
@pytest.mark.parametrize("furthest", [2.0, 0.9, 0.0, -np.inf, np.inf])
def test_the_nearest_are_those_that_sorting_all_gives(size, most, furthest):
    random = np.random.default_rng(size + most)
    vectors = random.standard_normal((size, 128)).astype(np.float32)
    vectors[size // 2 :] = vectors[: size - size // 2]  # ties
    gallery = Gallery()
    gallery.add([str(i) for i in range(size)], vectors)
    probe = vectors[0] * 3
    apart = np.maximum(0, 1 - np.einsum("ij,j->i", gallery.vectors, probe / np.linalg.norm(probe)))
    np.testing.assert_allclose(apart, 1 - gallery.vectors @ (probe / np.linalg.norm(probe)), atol=1e-6)
    order = np.argsort(apart, kind="stable")
    order = order[apart[order] <= furthest][:most]
    rows, distances = nearest(gallery, probe, furthest, most)
    np.testing.assert_array_equal(rows, order)
    np.testing.assert_array_equal(distances, apart[order])


def test_a_template_that_is_not_finite_is_not_stored(path):
    store = Store(path)
    store.create("a", "sface", "w")
    with pytest.raises(ValueError, match="finite"):
        store.add("a", [face(1)], np.full((1, 128), np.nan, np.float32))
    assert store.count("a") == 0


def _try(path, results):
    try:
        Store(path)
        results.put("opened")
    except RekognitionError as error:
        results.put(str(error))


@pytest.mark.slow
def test_a_store_is_one_process_alone(path):
    store = Store(path)
    store.create("a", "sface", "w")
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    other = context.Process(target=_try, args=(path, results))
    other.start()
    assert "stop that one first" in results.get(timeout=60)
    other.join()
    store.close()
    Store(path).close()


@pytest.mark.parametrize("content", [b"not a database" * 100, b"x"])
def test_another_file_is_not_taken_for_a_store(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(RekognitionError, match="cannot be opened"):
        Store(path)
    assert path.read_bytes() == content


def test_another_database_is_not_taken_for_a_store(tmp_path):
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE grades (mark)")
    database.close()
    with pytest.raises(RekognitionError, match="another database"):
        Store(path)


KILLED = """
import sys
from tests.rekognition.test_store import Store, face, templates
store = Store(sys.argv[1])
store.create("a", "sface", "w")
for number in range(100_000):
    store.add("a", [face(number)], templates([number]))
    print(number, flush=True)
"""


@pytest.mark.slow
def test_no_acknowledged_face_is_lost_when_the_process_is_killed(path):
    for stop in (0, 40):
        path.unlink(missing_ok=True)
        with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True,
                              env=os.environ | {"PYTHONPATH": str(ROOT)}) as process:
            acknowledged = -1
            while acknowledged < stop:
                acknowledged = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
        last = int(rest[-1]) if rest else acknowledged
        store = Store(path)
        there = [int(found.external_image_id.removeprefix("image-")) for _, found in store.faces("a", 0, 10**6)]
        assert there[: last + 1] == list(range(last + 1))
        assert len(there) <= last + 2  # one more may be stored whose number was not printed any more
        store.close()
        for file in path.parent.iterdir():
            file.unlink()


FIRST_LAYOUT = """
CREATE TABLE collections (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, uid TEXT NOT NULL,
    recogniser TEXT NOT NULL, weights TEXT NOT NULL, created REAL NOT NULL);
CREATE TABLE faces (row INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE, face_id TEXT NOT NULL, image_id TEXT NOT NULL,
    external_image_id TEXT, box_left REAL NOT NULL, box_top REAL NOT NULL, box_width REAL NOT NULL, box_height REAL NOT NULL,
    confidence REAL NOT NULL, template BLOB NOT NULL, UNIQUE (collection, face_id));
CREATE INDEX faces_in_order ON faces (collection, row);
PRAGMA user_version = 1;
"""


def test_a_store_made_before_there_were_users_is_taken_over_with_its_faces(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.executescript(FIRST_LAYOUT)
        database.execute("INSERT INTO collections (id, uid, recogniser, weights, created) VALUES ('a', 'u', 'sface', 'w', 1.5)")
        one = vars(face(3)) | {"collection": "a", "template": templates([3])[0].tobytes()}
        del one["user"]
        database.execute(f"INSERT INTO faces ({', '.join(one)}) VALUES ({', '.join('?' * len(one))})", tuple(one.values()))
    database.close()
    for _ in range(2):  # once taken over, and then opened as any other
        store = Store(path)
        assert store.collection("a").created == 1.5
        assert [found for _, found in store.faces("a", 0, 10)] == [face(3)]
        assert store.users("a", 0, 10) == []
        store.close()
    store = Store(path)
    store.create_user("a", "ada")
    store.associate("a", [face(3).face_id], "ada")
    store.close()
    store = Store(path)
    assert store.users("a", 0, 10)[0][1:] == ("ada", 1)
    np.testing.assert_allclose(store.user_vector("a", "ada"), templates([3])[0] / np.linalg.norm(templates([3])[0]), atol=1e-6)
    store.close()


def test_the_vector_of_a_user_is_the_mean_of_its_unit_templates_whatever_changes():
    store = Store()
    store.create("a", "sface", "w")
    fill(store, "a", range(6))
    for user, numbers in (("later", (0, 2, 4)), ("ada", (1,))):
        store.create_user("a", user)
        store.associate("a", [face(n).face_id for n in numbers], user)
    for gone, left in (((), (0, 2, 4)), ((2,), (0, 4)), ((0,), (4,))):
        store.remove("a", [face(n).face_id for n in gone])
        units = templates(left) / np.linalg.norm(templates(left), axis=1, keepdims=True)
        mean = units.mean(axis=0)
        np.testing.assert_allclose(store.user_vector("a", "later"), mean / np.linalg.norm(mean), atol=1e-6)
        names, distances = store.search_users("a", mean, 2.0, 10)
        assert names[0] == "later" and distances[0] == pytest.approx(0, abs=1e-6) and set(names) == {"later", "ada"}
    store.delete_user("a", "later")
    assert store.search_users("a", templates([4])[0], 2.0, 10)[0] == ["ada"]
    assert store.faces("a", 0, 10, user="later") == [] and store.count("a") == 4
    with pytest.raises(Refusal) as caught:
        store.check_user("a", "later")
    assert caught.value.code == "ResourceNotFoundException"
