"""Collections and their faces: in one SQLite file, with the templates of those in use in memory as well.

A face is on disk before it is acknowledged: write-ahead log, flushed at every commit. The store is one process's
alone while it is open, so that what is in memory is what is on disk.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from course.matching.gallery import Gallery
from course.rekognition.errors import Refusal, RekognitionError, not_found
from course.rekognition.nearest import nearest_names, without_name
from course.rekognition.rules import MOST_COLLECTIONS, MOST_FACES

VERSION = 2  # of the tables below
IN_MEMORY = 1_000_000  # templates (512 bytes each) held in memory in all, beyond those of the collection in use
MAGIC = b"SQLite format 3\0"
TABLES = """
CREATE TABLE IF NOT EXISTS collections (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    uid TEXT NOT NULL,          -- differs when a collection of the same name is made anew
    recogniser TEXT NOT NULL,
    weights TEXT NOT NULL,      -- fingerprint of what made the templates
    created REAL NOT NULL       -- seconds since 1970
);
CREATE TABLE IF NOT EXISTS faces (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    face_id TEXT NOT NULL,
    image_id TEXT NOT NULL,
    external_image_id TEXT,
    box_left REAL NOT NULL, box_top REAL NOT NULL, box_width REAL NOT NULL, box_height REAL NOT NULL,
    confidence REAL NOT NULL,
    template BLOB NOT NULL,     -- float32, little-endian
    user TEXT,                  -- the user this face is associated with
    UNIQUE (collection, face_id)
);
CREATE TABLE IF NOT EXISTS users (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    UNIQUE (collection, user_id)
);
CREATE INDEX IF NOT EXISTS faces_in_order ON faces (collection, row);
CREATE INDEX IF NOT EXISTS faces_of_users ON faces (collection, user) WHERE user IS NOT NULL;
"""
FROM_1 = "ALTER TABLE faces ADD COLUMN user TEXT"


@dataclass(frozen=True)
class Collection:
    """A row of the table of collections."""

    row: int
    id: str
    uid: str
    recogniser: str
    weights: str
    created: float


@dataclass(frozen=True)
class StoredFace:
    """A row of the table of faces, without its number, collection and template."""

    face_id: str
    image_id: str
    external_image_id: str | None
    box_left: float
    box_top: float
    box_width: float
    box_height: float
    confidence: float
    user: str | None = None


_COLUMNS = ", ".join(column.name for column in fields(StoredFace))


class Store:
    """Collections in the SQLite file ``path``, or in memory and gone at the end when ``path`` is None.

    Any number of threads may use it.

    Raises
    ------
    RekognitionError
        When the file is no such store, or is in use.
    """

    def __init__(self, path: Path | str | None = None):
        self.path = None if path is None else Path(path)
        self._lock = threading.RLock()
        self._galleries: OrderedDict[str, Gallery] = OrderedDict()  # by the collection's uid, last used last
        self._users: dict[str, Gallery] = {}  # by the collection's uid: one vector a user
        try:
            if self.path:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)  # templates of faces are nobody else's business
                _check_kind(self.path)
            self._database = sqlite3.connect(self.path or ":memory:", timeout=2, check_same_thread=False,
                                             isolation_level=None)
            self._open()
        except (sqlite3.Error, OSError) as error:
            raise RekognitionError(f"{path} cannot be opened as a store ({error}). If another service uses it, stop "
                                   "that one first; else name another file.") from None

    def _open(self) -> None:
        run = self._database.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")  # WAL's default leaves the last commits to the operating system
        run("PRAGMA foreign_keys = ON")
        run("BEGIN IMMEDIATE")  # takes the lock now, not at the first request
        version = run("PRAGMA user_version").fetchone()[0]
        tables = run("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if version not in (1, VERSION) and (version or tables):
            self._database.close()
            raise RekognitionError(f"{self.path} is another database, or a store of another version. Name another file.")
        if version == 1:
            run(FROM_1)
        for statement in TABLES.split(";\n"):
            run(statement)
        run(f"PRAGMA user_version = {VERSION}")
        run("COMMIT")

    def close(self) -> None:
        """Close the file. What was acknowledged is in it in any case."""
        with self._lock:
            self._galleries.clear()
            self._users.clear()
            self._database.close()

    # ---- collections ----

    def create(self, collection: str, recogniser: str, weights: str) -> Collection:
        """Make an empty collection, and return it.

        Raises
        ------
        Refusal
            When there is a collection of this name already, or too many in all.
        """
        with self._lock:
            if self._database.execute("SELECT count(*) FROM collections").fetchone()[0] >= MOST_COLLECTIONS:
                raise Refusal("ServiceQuotaExceededException",
                              f"there are {MOST_COLLECTIONS:,} collections, the most that fit here. Delete one first.")
            try:
                self._database.execute(
                    "INSERT INTO collections (id, uid, recogniser, weights, created) VALUES (?, ?, ?, ?, ?)",
                    (collection, str(uuid.uuid4()), recogniser, weights, round(time.time(), 3)))
            except sqlite3.IntegrityError:
                raise Refusal("ResourceAlreadyExistsException",
                              f"there is a collection {collection!r} already. Use it, or delete it first.") from None
            return self.collection(collection)

    def collection(self, collection: str) -> Collection:
        """Return the collection of this name.

        Raises
        ------
        Refusal
            When there is none of this name.
        """
        with self._lock:
            row = self._database.execute("SELECT * FROM collections WHERE id = ?", (collection,)).fetchone()
        if row is None:
            raise not_found(f"there is no collection {collection!r}. Make it with CreateCollection.")
        return Collection(*row)

    def collections(self, after: int, most: int) -> list[Collection]:
        """At most ``most`` collections in the order they were made, from the first row after ``after``."""
        with self._lock:
            rows = self._database.execute("SELECT * FROM collections WHERE row > ? ORDER BY row LIMIT ?", (after, most))
            return [Collection(*row) for row in rows]

    def delete(self, collection: str) -> None:
        """Delete a collection with all its faces.

        Raises
        ------
        Refusal
            When there is none of this name.
        """
        with self._lock:
            uid = self.collection(collection).uid
            self._galleries.pop(uid, None)
            self._users.pop(uid, None)
            self._database.execute("DELETE FROM collections WHERE id = ?", (collection,))

    # ---- faces ----

    def add(self, collection: str, faces: list[StoredFace], templates: np.ndarray) -> None:
        """Enrol faces, all or none. One whose id is enrolled already is left as it is.

        ``templates`` is float32 (n, d).

        Raises
        ------
        Refusal
            When the collection is gone or would be too large.
        """
        with self._lock:
            uid = self.collection(collection).uid
            known = set(self._known(collection, [face.face_id for face in faces]))
            new = [i for i, face in enumerate(faces) if face.face_id not in known]
            if not new:
                return
            if not np.isfinite(templates).all():
                raise ValueError("a template is not finite")  # it would spoil every later search
            if self.count(collection) + len(new) > MOST_FACES:
                raise Refusal("ServiceQuotaExceededException", f"the collection {collection!r} would hold more than "
                              f"{MOST_FACES:,} faces, the most that fit here.")
            rows = [(collection, *vars(faces[i]).values(), templates[i].astype("<f4").tobytes()) for i in new]
            marks = ", ".join("?" * len(rows[0]))
            with self._transaction():
                self._database.executemany(
                    f"INSERT INTO faces (collection, {_COLUMNS}, template) VALUES ({marks})", rows)
            if uid in self._galleries:
                self._galleries[uid].add([faces[i].face_id for i in new], templates[new])

    def faces(self, collection: str, after: int, most: int, ids: list[str] | None = None,
              user: str | None = None) -> list[tuple[int, StoredFace]]:
        """At most ``most`` faces with their row numbers, in the order of enrolment, from the first row after ``after``.

        With ``ids``, only those of them; with ``user``, only those of this user.
        """
        some, values = ("", ()) if ids is None else (" AND face_id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
        if user is not None:
            some, values = some + " AND user = ?", (*values, user)
        query = f"SELECT row, {_COLUMNS} FROM faces WHERE collection = ? AND row > ?{some} ORDER BY row LIMIT ?"
        with self._lock:
            rows = self._database.execute(query, (collection, after, *values, most)).fetchall()
        return [(row[0], StoredFace(*row[1:])) for row in rows]

    def count(self, collection: str) -> int:
        """How many faces the collection holds."""
        with self._lock:
            uid = self.collection(collection).uid
            if uid in self._galleries:
                return len(self._galleries[uid])
            query = "SELECT count(*) FROM faces WHERE collection = ?"
            return self._database.execute(query, (collection,)).fetchone()[0]

    def remove(self, collection: str, ids: list[str]) -> list[str]:
        """Delete faces; return the ids of those that were there, in the order given."""
        with self._lock:
            uid = self.collection(collection).uid
            known = set(self._known(collection, ids))
            gone = [face_id for face_id in dict.fromkeys(ids) if face_id in known]
            if not gone:
                return []
            with self._transaction():
                self._database.execute(
                    "DELETE FROM faces WHERE collection = ? AND face_id IN (SELECT value FROM json_each(?))",
                    (collection, json.dumps(gone)))
            if uid in self._galleries:
                self._galleries[uid] = _without(self._galleries[uid], known)
            self._users.pop(uid, None)
            return gone

    def template(self, collection: str, face_id: str) -> np.ndarray | None:
        """The template of an enrolled face, float32 (d,), or None when it is not there."""
        with self._lock:
            query = "SELECT template FROM faces WHERE collection = ? AND face_id = ?"
            row = self._database.execute(query, (collection, face_id)).fetchone()
        return None if row is None else np.frombuffer(row[0], "<f4").astype(np.float32)

    def search(self, collection: str, template: np.ndarray, furthest: float, most: int,
               leave_out: str | None = None) -> tuple[list[str], list[float]]:
        """Ids of the enrolled faces at a cosine distance of at most ``furthest``, at most ``most``; and the distances.

        Nearest first; of equal distances the earlier enrolled comes first. ``leave_out`` is the id of a face not to
        be returned.
        """
        with self._lock:
            gallery = self._gallery(self.collection(collection))
            found = nearest_names(gallery, template, furthest, most + (leave_out is not None))
        return without_name(*found, leave_out, most)

    # ---- users ----

    def create_user(self, collection: str, user: str) -> None:
        """Make a user without faces.

        Raises
        ------
        Refusal
            When there is no such collection, or a user of this name already.
        """
        with self._lock:
            self.collection(collection)
            try:
                self._database.execute("INSERT INTO users (collection, user_id) VALUES (?, ?)", (collection, user))
            except sqlite3.IntegrityError:
                raise Refusal("ConflictException", f"there is a user {user!r} in {collection!r} already. Use it, or "
                              "delete it first.") from None

    def check_user(self, collection: str, user: str) -> None:
        """Do nothing, when there is such a user.

        Raises
        ------
        Refusal
            When there is no such collection, or no such user in it.
        """
        with self._lock:
            self.collection(collection)
            query = "SELECT 1 FROM users WHERE collection = ? AND user_id = ?"
            if self._database.execute(query, (collection, user)).fetchone() is None:
                raise not_found(f"there is no user {user!r} in the collection {collection!r}. Make it with CreateUser.")

    def users(self, collection: str, after: int, most: int) -> list[tuple[int, str, int]]:
        """At most ``most`` users in the order they were made, from the first row after ``after``: row, id, faces."""
        query = ("SELECT row, user_id, (SELECT count(*) FROM faces WHERE faces.collection = users.collection AND "
                 "faces.user = users.user_id) FROM users WHERE collection = ? AND row > ? ORDER BY row LIMIT ?")
        with self._lock:
            self.collection(collection)
            return self._database.execute(query, (collection, after, most)).fetchall()

    def count_users(self, collection: str) -> int:
        """How many users the collection has."""
        with self._lock:
            query = "SELECT count(*) FROM users WHERE collection = ?"
            return self._database.execute(query, (collection,)).fetchone()[0]

    def delete_user(self, collection: str, user: str) -> None:
        """Delete a user; its faces stay.

        Raises
        ------
        Refusal
            When there is no such collection or user.
        """
        with self._lock:
            self.check_user(collection, user)
            with self._transaction():
                self._database.execute("UPDATE faces SET user = NULL WHERE collection = ? AND user = ?", (collection, user))
                self._database.execute("DELETE FROM users WHERE collection = ? AND user_id = ?", (collection, user))
            self._users.pop(self.collection(collection).uid, None)

    def associate(self, collection: str, ids: list[str], user: str | None) -> None:
        """Make these faces the user's, or nobody's when ``user`` is None."""
        with self._lock:
            self._database.execute("UPDATE faces SET user = ? WHERE collection = ? AND face_id IN "
                                   "(SELECT value FROM json_each(?))", (user, collection, json.dumps(ids)))
            self._users.pop(self.collection(collection).uid, None)

    def user_vector(self, collection: str, user: str) -> np.ndarray | None:
        """The mean of the user's templates, each at unit length, itself at unit length; None without any face."""
        with self._lock:
            gallery = self._user_gallery(self.collection(collection))
            return gallery.vectors[gallery.names.index(user)] if user in gallery.names else None

    def search_users(self, collection: str, template: np.ndarray, furthest: float, most: int,
                     leave_out: str | None = None) -> tuple[list[str], list[float]]:
        """As ``search``, among the vectors of users that have a face."""
        with self._lock:
            gallery = self._user_gallery(self.collection(collection))
            found = nearest_names(gallery, template, furthest, most + (leave_out is not None))
        return without_name(*found, leave_out, most)

    def _user_gallery(self, collection: Collection) -> Gallery:
        """One vector for each user that has a face, in the order the users were made."""
        if collection.uid not in self._users:
            query = ("SELECT users.user_id, faces.template FROM users JOIN faces ON faces.collection = users.collection "
                     "AND faces.user = users.user_id WHERE users.collection = ? ORDER BY users.row")
            rows = self._database.execute(query, (collection.id,)).fetchall()
            gallery = Gallery("cosine", collection.recogniser)
            if rows:
                names, first = np.unique([user for user, _ in rows], return_index=True)
                order = np.argsort(first)
                units = np.frombuffer(b"".join(template for _, template in rows), "<f4").reshape(len(rows), -1)
                units = units / np.linalg.norm(units, axis=1, keepdims=True)
                gallery.add([str(names[i]) for i in order], np.add.reduceat(units, np.sort(first)))
            self._users[collection.uid] = gallery
        return self._users[collection.uid]

    def _known(self, collection: str, ids: list[str]) -> list[str]:
        query = "SELECT face_id FROM faces WHERE collection = ? AND face_id IN (SELECT value FROM json_each(?))"
        return [face_id for (face_id,) in self._database.execute(query, (collection, json.dumps(ids)))]

    def _gallery(self, collection: Collection) -> Gallery:
        """The collection's templates, read from the file when they are not in memory."""
        if collection.uid not in self._galleries:
            query = "SELECT face_id, template FROM faces WHERE collection = ? ORDER BY row"
            rows = self._database.execute(query, (collection.id,)).fetchall()
            gallery = Gallery("cosine", collection.recogniser)
            if rows:
                ids, templates = zip(*rows, strict=True)
                gallery.add(ids, np.frombuffer(b"".join(templates), "<f4").reshape(len(rows), -1))
            self._galleries[collection.uid] = gallery
        self._galleries.move_to_end(collection.uid)
        while len(self._galleries) > 1 and sum(map(len, self._galleries.values())) > IN_MEMORY:
            self._galleries.popitem(last=False)
        return self._galleries[collection.uid]

    def _transaction(self):
        return _Transaction(self._database)


def _check_kind(path: Path) -> None:
    """SQLite would take a very short file for an empty database, and write over it."""
    with open(path, "rb") as file:
        if file.read(len(MAGIC)) not in (b"", MAGIC):
            raise sqlite3.DatabaseError("file is not a database")


class _Transaction:
    """``with``: all the statements inside are kept, or none."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database

    def __enter__(self):
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind, error, trace):
        try:
            self._database.execute("COMMIT" if kind is None else "ROLLBACK")
        except sqlite3.Error:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise


def _without(gallery: Gallery, ids: set[str]) -> Gallery:
    kept = [i for i, face_id in enumerate(gallery.names) if face_id not in ids]
    left = Gallery(gallery.metric, gallery.recogniser)
    if kept:
        left.add([gallery.names[i] for i in kept], gallery.vectors[kept] * gallery.lengths[kept, None])
    return left
