"""Eight clients and 10,000 requests, good and bad, while the server is killed now and then.

Run: python tests/bench/rekognition_soak.py [--requests 10000] [--clients 8] [--kills 6]

It ends with an error when a request gets an answer it should not get, when a face that was acknowledged is not there
afterwards, when the server's memory grows, or when a file appears outside the store.
"""

from __future__ import annotations

import argparse
import collections
import http.client
import io
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import psutil
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError
from PIL import Image

from course import paths
from course.faces import load

ROOT = Path(__file__).resolve().parents[2]
SHARED = "everyone"
TARGET = "RekognitionService."
CONTENT_TYPE = "application/x-amz-json-1.1"
AFTER_KILLS = 0.5  # kills come in the first half; memory is watched in the second


class Server:
    """``course rekognition serve`` in a process of its own, in an empty folder, with nothing else to write to."""

    def __init__(self, folder: Path, similarity: Path | None):
        self.folder, self.store = folder, folder / "store" / "collections.sqlite3"
        self.similarity, self.port, self.process = similarity, 0, None
        for name in ("work", "home", "temporary", "cache"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        places = {"HOME": "home", "TMPDIR": "temporary", "COURSE_CACHE": "cache"}
        environment = os.environ | {name: str(self.folder / place) for name, place in places.items()}
        environment |= {"COURSE_WEIGHTS": str(paths.WEIGHTS), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        run = "from course.rekognition.commands import rekognition; rekognition()"
        command = [sys.executable, "-c", run, "serve", "--port", str(self.port), "--store", str(self.store)]
        command += ["--similarity", str(self.similarity)] if self.similarity else []
        log = open(self.folder / "log.txt", "ab")  # noqa: SIM115
        self.process = subprocess.Popen(command, cwd=self.folder / "work", env=environment, stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        assert line.startswith("Listening on http://127.0.0.1:"), (line, (self.folder / "log.txt").read_text())
        self.port = int(line.split(",")[0].rsplit(":", 1)[1])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """No warning, no time to tidy up."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=20)

    def memory(self) -> float:
        """Resident memory, MB."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6


@dataclass
class Tally:
    """What the clients saw."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    requests: int = 0
    outcomes: collections.Counter = field(default_factory=collections.Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, outcome: str, answered: bool = True) -> None:
        with self.lock:
            self.requests += answered
            self.outcomes[outcome] += 1

    def blame(self, what: str) -> None:
        with self.lock:
            self.wrong.append(what)


class Student(threading.Thread):
    """One client: sends requests, and remembers which faces were acknowledged as enrolled or deleted."""

    def __init__(self, number: int, server: Server, images: list[bytes], tally: Tally, until: int):
        super().__init__(name=f"student-{number}")
        self.server, self.images, self.tally, self.until = server, images, tally, until
        self.random = random.Random(number)
        self.own = f"client-{number}"
        self.client = boto3.client(
            "rekognition", endpoint_url=server.address, region_name="us-east-1", aws_access_key_id="x",
            aws_secret_access_key="x", config=Config(proxies={}, retries={"total_max_attempts": 1}, read_timeout=60),
        )  # fmt: skip
        self.enrolled: dict[str, tuple[str, int]] = {}  # face id -> collection, image
        self.gone: set[str] = set()  # a delete was sent, acknowledged or not
        self.deleted: set[str] = set()  # a delete was acknowledged
        self.serial = 0

    def run(self) -> None:
        good = [(self.index, 22), (self.search, 24), (self.search_image, 9), (self.compare, 7), (self.detect, 4),
                (self.list_faces, 3), (self.describe, 5), (self.delete, 5), (self.scratch, 4)]
        bad = [(self.bad_body, 5), (self.bad_headers, 4), (self.bad_image, 4), (self.oversize, 0.5), (self.path_like, 4),
               (self.bad_value, 3), (self.hang_up, 1.5)]
        actions, weights = zip(*good, *bad, strict=True)
        while self.tally.requests < self.until:
            action = self.random.choices(actions, weights)[0]
            try:
                self.tally.count(action() or action.__name__)
            except (HTTPClientError, ConnectionError, OSError, http.client.HTTPException):
                self.tally.count("cut off by a kill", answered=False)
                time.sleep(0.2)
            except ClientError as error:
                self.tally.blame(f"{action.__name__}: {error}")
                self.tally.count("wrong")
            except Exception as error:
                self.tally.blame(f"{action.__name__}: {error!r}")
                self.tally.count("wrong")

    # ---- requests that should succeed ----

    def index(self):
        which, collection = self.random.randrange(len(self.images)), self.random.choice([self.own, SHARED])
        self.serial += 1
        found = self.client.index_faces(CollectionId=collection, Image={"Bytes": self.images[which]}, MaxFaces=1,
                                        QualityFilter="NONE", ExternalImageId=f"{self.own}:{self.serial}")
        self.enrolled[found["FaceRecords"][0]["Face"]["FaceId"]] = (collection, which)

    def search(self):
        mine = [face for face in self.enrolled if face not in self.gone]
        if not mine:
            return self.describe()
        face = self.random.choice(mine)
        collection, which = self.enrolled[face]
        found = self.client.search_faces(CollectionId=collection, FaceId=face, FaceMatchThreshold=99, MaxFaces=4096)
        there = {match["Face"]["FaceId"] for match in found["FaceMatches"]}
        same = {other for other in mine if self.enrolled[other] == (collection, which)} - {face}
        if not same <= there:
            self.tally.blame(f"search: {len(same - there)} templates of the same image were not found")

    def search_image(self):
        which = self.random.randrange(len(self.images))
        mine = {face for face in self.enrolled if face not in self.gone and self.enrolled[face] == (self.own, which)}
        found = self.client.search_faces_by_image(CollectionId=self.own, Image={"Bytes": self.images[which]},
                                                  FaceMatchThreshold=99)
        if not mine <= {match["Face"]["FaceId"] for match in found["FaceMatches"]}:
            self.tally.blame("search by image: an enrolled face of this very image was not found")

    def compare(self):
        one, other = self.random.choices(self.images, k=2)
        found = self.client.compare_faces(SourceImage={"Bytes": one}, TargetImage={"Bytes": other}, SimilarityThreshold=50)
        if one is other and found["FaceMatches"][0]["Similarity"] < 99:
            self.tally.blame("compare: an image does not match itself")

    def detect(self):
        if not self.client.detect_faces(Image={"Bytes": self.random.choice(self.images)})["FaceDetails"]:
            self.tally.blame("detect: no face")

    def list_faces(self):
        before = {face for face, (collection, _) in self.enrolled.items() if collection == self.own} - self.gone
        missing = before - set(faces_of(self.client, self.own))
        if missing:
            self.tally.blame(f"list: {len(missing)} acknowledged faces are not there")

    def describe(self):
        self.client.describe_collection(CollectionId=self.own)

    def delete(self):
        mine = [face for face in self.enrolled if face not in self.gone]
        if not mine:
            return self.describe()
        face = self.random.choice(mine)
        self.gone.add(face)
        self.client.delete_faces(CollectionId=self.enrolled[face][0], FaceIds=[face])
        self.deleted.add(face)

    def scratch(self):
        self.serial += 1
        name = f"scratch-{self.own}-{self.serial}"
        self.client.create_collection(CollectionId=name)
        self.client.index_faces(CollectionId=name, Image={"Bytes": self.random.choice(self.images)})
        self.client.delete_collection(CollectionId=name)

    # ---- requests that should be refused ----

    def bad_body(self):
        body = self.random.choice([b"", b"{", b"null", b"[]", b"\xff\xfe\x00", b'{"CollectionId": NaN}', b"[" * 50_000,
                                   b'{"CollectionId": ' + b"9" * 5000 + b"}", os.urandom(200), b'"' + b"a" * 100_000])
        self.refused(self.raw("DescribeCollection", body), "body")

    def bad_headers(self):
        good = {"Content-Type": CONTENT_TYPE, "X-Amz-Target": TARGET + "ListCollections"}
        headers = self.random.choice([
            good | {"X-Amz-Target": "DynamoDB_20120810.ListTables"}, good | {"X-Amz-Target": TARGET + "Nothing"},
            good | {"X-Amz-Target": TARGET + "../../etc/passwd"}, good | {"X-Amz-Target": ""},
            good | {"Content-Type": "text/plain"}, {"Content-Type": CONTENT_TYPE}, good | {"Host": "example.com"},
            good | {"X-Amz-Target": TARGET + "DetectLabels"},
            {"X-Amz-Target": TARGET + "ListCollections"}, good | {"Content-Length": "nonsense"},
        ])  # fmt: skip
        self.refused(self.raw("ListCollections", b"{}", headers), "headers")

    def bad_image(self):
        image = self.random.choice(self.images)
        cut = image[: self.random.randrange(1, len(image) // 2)]
        noise = bytearray(image)
        for place in range(2, 40):
            noise[place] ^= 0x55
        content = self.random.choice([cut, os.urandom(500), b"GIF89a" + cut, b"\x89PNG\r\n\x1a\n" + cut, bytes(noise)])
        self.expect("InvalidImageFormatException", self.client.detect_faces, Image={"Bytes": content})

    def oversize(self):
        self.expect("ValidationException", self.client.detect_faces, Image={"Bytes": bytes(5_242_881)})

    def path_like(self):
        name = self.random.choice(["../outside", "/tmp/outside", "..\\outside", "a/b", "~/outside", "a\0b", "%2e%2e%2fa",
                                   "file:///etc/passwd", "a;DROP TABLE faces", "x" * 256])
        action = self.random.choice([self.client.create_collection, self.client.delete_collection, self.client.list_faces])
        self.expect("InvalidParameterException", action, CollectionId=name)

    def bad_value(self):
        body = self.random.choice([
            {"CollectionId": self.own, "FaceId": "not-a-uuid"}, {"CollectionId": self.own, "FaceId": "0" * 36},
            {"CollectionId": self.own, "FaceId": "00000000-0000-0000-0000-000000000000"}, {"CollectionId": 7, "FaceId": []},
            {"CollectionId": self.own, "FaceId": "00000000-0000-0000-0000-000000000000", "MaxFaces": 4097},
            {"CollectionId": self.own, "FaceId": "00000000-0000-0000-0000-000000000000", "FaceMatchThreshold": 1e300},
            {"CollectionId": {"a": 1}}, {"CollectionId": self.own, "FaceId": "\ud800"},
        ])  # fmt: skip
        self.refused(self.raw("SearchFaces", json.dumps(body).encode()), "value")

    def hang_up(self):
        """Promise a body, send some of it, and go."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as connection:
            connection.sendall(f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: {CONTENT_TYPE}\r\n"
                               f"X-Amz-Target: {TARGET}ListCollections\r\nContent-Length: 1000000\r\n\r\n".encode())
            connection.sendall(b"{" * self.random.randrange(10_000))

    def raw(self, operation: str, body: bytes, headers: dict | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            given = headers or {"Content-Type": CONTENT_TYPE, "X-Amz-Target": TARGET + operation}
            connection.request("POST", "/", body, given)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def refused(self, response: tuple[int, bytes], what: str) -> None:
        if not 400 <= response[0] < 500:
            self.tally.blame(f"a bad {what} was answered {response[0]}: {response[1][:200]!r}")

    def expect(self, code: str, action, **parameters) -> None:
        try:
            action(**parameters)
        except ClientError as error:
            if error.response["Error"]["Code"] == code:
                return
            raise
        self.tally.blame(f"{action.__name__} took what it should have refused as {code}")


@dataclass
class Report:
    """What a soak found."""

    seconds: float
    outcomes: dict[str, int]
    kills: int
    enrolled: int
    """Faces acknowledged and not deleted; every one was found again at the end."""
    memory: list[float]
    """Resident memory of the server while it was not killed any more, MB, from first to last."""

    def __str__(self) -> str:
        outcomes = "\n".join(f"  {count:>6}  {name}" for name, count in sorted(self.outcomes.items(), key=lambda x: -x[1]))
        answered = sum(self.outcomes.values()) - self.outcomes.get("cut off by a kill", 0)
        return (f"{answered} answered requests in {self.seconds:.0f} s, {self.kills} kills\n{outcomes}\n"
                f"{self.enrolled} acknowledged faces, none lost; memory {self.memory[0]:.0f} to {self.memory[-1]:.0f} MB "
                f"(largest {max(self.memory):.0f}); no file outside the store.")


def soak(images: list[bytes], similarity: Path | None, folder: Path, requests: int, clients: int = 8, kills: int = 6,
         growth: float = 30.0) -> Report:
    """Run it. ``growth``: MB that memory may grow after the last kill. Raises AssertionError when anything is wrong."""
    server, tally, began = Server(folder, similarity), Tally(), time.time()
    server.start()
    students = [Student(i, server, images, tally, requests) for i in range(clients)]
    for collection in [SHARED, *(student.own for student in students)]:
        students[0].client.create_collection(CollectionId=collection)
    for student in students:
        student.start()
    memory: list[float] = []
    try:
        for kill in range(kills):
            _wait(tally, requests * AFTER_KILLS * (kill + 1) / (kills + 1), students)
            server.kill()
            server.start()
        for step in range(21):
            # The first sample is taken when the new process has its networks and all the images once more.
            share = AFTER_KILLS + (1 - AFTER_KILLS) * (0.3 + 0.7 * step / 20)
            _wait(tally, requests * share, students)
            memory.append(server.memory())
    finally:
        for student in students:
            student.until = 0
        for student in students:
            student.join(timeout=120)
        code = server.stop()
    log = (folder / "log.txt").read_text()
    assert not tally.wrong, f"{len(tally.wrong)} wrong, such as {tally.wrong[:5]}"
    assert code in (0, -15), f"the server ended with {code}: {log[-2000:]}"
    assert "Traceback" not in log, log[-4000:]
    enrolled = _all_there(server, students)
    _nothing_outside(folder)
    with sqlite3.connect(server.store) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert memory[-1] - memory[0] < growth, f"memory grew: {memory}"
    return Report(time.time() - began, dict(tally.outcomes), kills, enrolled, memory)


def _wait(tally: Tally, requests: float, students: list[Student]) -> None:
    while tally.requests < requests and any(student.is_alive() for student in students):
        time.sleep(0.02)


def _all_there(server: Server, students: list[Student]) -> int:
    """Read the collections through a server started afresh: every acknowledged face must be there, no deleted one."""
    server.start()
    try:
        there = set(faces_of(students[0].client, SHARED))
        for student in students:
            there.update(faces_of(student.client, student.own))
        acknowledged = {face for student in students for face in student.enrolled if face not in student.gone}
        assert acknowledged <= there, f"{len(acknowledged - there)} acknowledged faces are lost"
        returned = there & {face for student in students for face in student.deleted}
        assert not returned, f"{len(returned)} faces are there whose deletion was acknowledged"
        return len(acknowledged)
    finally:
        server.stop()


def _nothing_outside(folder: Path) -> None:
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    store = {"store/collections.sqlite3", "store/collections.sqlite3-wal", "store/collections.sqlite3-shm"}
    assert files <= store | {"log.txt"}, f"files outside the store: {sorted(files - store)}"


def faces_of(client, collection: str) -> list[str]:
    pages = client.get_paginator("list_faces").paginate(CollectionId=collection, PaginationConfig={"PageSize": 100})
    return [face["FaceId"] for page in pages for face in page["Faces"]]


def some_images(number: int) -> list[bytes]:
    """The first images of the cast that are on disk and show a face that is found; one of them as PNG."""
    from course.rekognition.pictures import Looker

    looker, images, cast = Looker(), [], load(role="known")
    for image in cast.subjects.subject:
        path = cast.path(cast.images[cast.images.subject == image].image.iloc[0])
        if path.is_file() and looker.faces(path.read_bytes()):
            images.append(path.read_bytes())
        if len(images) == number:
            break
    buffer = io.BytesIO()
    Image.open(io.BytesIO(images[0])).save(buffer, "PNG")
    return [*images, buffer.getvalue()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--kills", type=int, default=6)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(soak(some_images(12), None, Path(folder), arguments.requests, arguments.clients, arguments.kills))


if __name__ == "__main__":
    main()
