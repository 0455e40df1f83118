"""The protocol's edges, over a real socket and on the application itself: who may ask, and what comes of a bad request."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from course.rekognition import Service, Store, serve
from course.rekognition.app import Door, application, is_loopback
from course.rekognition.commands import rekognition as command
from course.rekognition.protocol import CONTENT_TYPE, answer
from course.rekognition.rules import MOST_BODY
from tests.conftest import ROOT

HEADERS = {"content-type": CONTENT_TYPE, "x-amz-target": "RekognitionService.ListCollections"}


@pytest.fixture(scope="module")
def service(similarity):
    return Service(Store(), similarity=similarity)


def post(server, body: bytes, headers: dict) -> tuple[int, dict, dict]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", "/", body, headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, dict(response.getheaders()), json.loads(content)


def ask(app, client: tuple | None = ("127.0.0.1", 5), method: str = "POST", path: str = "/", body: bytes = b"{}", **headers):
    """Call the ASGI application as a server would; return the status and the body."""
    given = {"host": "127.0.0.1:8765", **HEADERS} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": [(name.encode(), value.encode()) for name, value in given.items() if value is not None],
             "client": client, "server": ("127.0.0.1", 8765), "scheme": "http", "http_version": "1.1"}  # fmt: skip
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


# ---- who may ask ----


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LocalHost", "::ffff:127.0.0.1"])
def test_loopback_is_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "10.0.0.1", "0.0.0.0", "::", "example.com", "127.0.0.1.example.com", "localhost.evil",
                                  "::ffff:10.0.0.1", "2130706433"])
def test_other_addresses_are_not(host):
    assert not is_loopback(host)


@pytest.mark.parametrize("client", [("10.0.0.7", 5), ("2001:db8::1", 5), None])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_machine_is_refused_unless_told_otherwise(service, client, method):
    status, body = ask(application(service), client, method)
    assert status == 403
    assert json.loads(body)["__type"] == "AccessDeniedException"
    assert "--anyone" in json.loads(body)["Message"]
    assert ask(application(service, Door(anyone=True)), client, method)[0] == 200


@pytest.mark.parametrize(("host", "status"), [
    ("localhost:8765", 200), ("[::1]:8765", 200), ("127.0.0.1", 200), ("evil.example:8765", 403), ("", 403), (None, 403),
])  # fmt: skip
def test_a_page_elsewhere_cannot_call_this_machine_by_its_own_name(service, host, status):
    assert ask(application(service), host=host)[0] == status


def test_claiming_to_be_forwarded_from_here_does_not_help(service):
    assert ask(application(service), ("10.0.0.7", 5), x_forwarded_for="127.0.0.1", forwarded="for=127.0.0.1")[0] == 403


def test_no_answer_waits_for_its_first_part_to_be_acknowledged():
    """Else every request over a kept connection takes 40 ms more."""
    with serve.listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_listening_to_others_must_be_asked_for(similarity, tmp_path):
    result = CliRunner().invoke(command, ["serve", "--host", "0.0.0.0", "--similarity", str(similarity),
                                          "--store", str(tmp_path / "s")])
    assert "--anyone" in str(result.exception)
    assert not (tmp_path / "s").exists()


def test_only_the_root_is_there(service):
    assert ask(application(service), path="/../../etc/passwd")[0] == 404
    assert ask(application(service), method="DELETE")[0] == 405
    assert b"CompareFaces" in ask(application(service), method="GET")[1]


# ---- bad requests ----

BODIES = [b"{", b"null", b"[]", b'"text"', b"\xff\xfe", b'{"a": NaN}', b'{"a": Infinity}', b"[" * 100_000, b"9" * 10_000,
          b'{"CollectionId": "\\ud800"', b"\0"]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_body_that_is_no_object_is_a_serialization_exception(server, body):
    status, headers, found = post(server, body, HEADERS)
    assert (status, found["__type"]) == (400, "SerializationException")
    assert headers["x-amzn-errortype"] == "SerializationException"


def test_no_body_is_no_parameters(server):
    assert post(server, b"", HEADERS)[0] == 200


@pytest.mark.parametrize("change", [
    {"x-amz-target": "DynamoDB_20120810.ListTables"}, {"x-amz-target": "RekognitionService.Nothing"},
    {"x-amz-target": "RekognitionService."}, {"x-amz-target": "ListCollections"}, {"x-amz-target": ""},
    {"x-amz-target": "RekognitionService.carry_out"}, {"content-type": "text/plain"}, {"content-type": ""},
    {"content-type": "application/json"},
])  # fmt: skip
def test_wrong_headers_are_an_unknown_operation(server, change):
    status, _, found = post(server, b"{}", HEADERS | change)
    assert (status, found["__type"]) == (400, "UnknownOperationException")
    assert found["Message"].endswith(".")


def test_a_body_far_too_large_is_answered_and_not_kept(server):
    post(server, b"{}", HEADERS)
    before = server.memory()
    for _ in range(3):
        status, _, found = post(server, b" " * (3 * MOST_BODY), HEADERS)
        assert (status, found["__type"]) == (400, "ImageTooLargeException")
    assert server.memory() - before < 2 * MOST_BODY / 1e6 + 10


def test_the_server_outlives_half_requests(server):
    for text in (b"", b"POST", b"POST / HTTP/1.1\r\n", b"\0\xff" * 100,
                 b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(text)
    assert post(server, b"{}", HEADERS)[0] == 200


def test_a_failure_inside_is_a_500_that_says_nothing_of_the_inside(similarity, caplog):
    service = Service(Store(), similarity=similarity)
    service.store.close()  # as when the disk is gone
    given = answer(service, HEADERS, b"{}")
    assert given.status == 500
    assert json.loads(given.body)["__type"] == "InternalServerError"
    assert b"sqlite" not in given.body.lower()
    assert "Traceback" in caplog.text


# ---- starting and stopping ----


def test_a_second_server_on_the_same_store_is_refused(server, similarity):
    run = "from course.cli import CourseError\nfrom course.rekognition.commands import rekognition\n" \
          "try: rekognition(standalone_mode=False)\nexcept CourseError as error: print(error)"  # fmt: skip
    found = subprocess.run([sys.executable, "-c", run, "serve", "--port", "0", "--store", str(server.store),
                            "--similarity", str(similarity)], capture_output=True, text=True, timeout=120, check=False,
                           env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    assert "stop that one first" in found.stdout
    assert found.stderr == ""


def test_a_port_in_use_is_named(server, similarity, tmp_path):
    result = CliRunner().invoke(command, ["serve", "--port", str(server.port), "--similarity", str(similarity),
                                          "--store", str(tmp_path / "s")])
    assert str(server.port) in str(result.exception)
    assert "--port" in str(result.exception)


def test_interrupting_ends_it_cleanly(tmp_path, similarity):
    from tests.bench.rekognition_soak import Server

    server = Server(tmp_path, similarity)
    server.start()
    assert post(server, b"{}", HEADERS)[0] == 200
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=30) == 0
    assert "Traceback" not in (tmp_path / "log.txt").read_text()
    assert {path.name for path in server.store.parent.iterdir()} == {server.store.name}
