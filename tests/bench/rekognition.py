"""How much a search costs over what cannot be saved: the matrix product, and the work on the image.

First through boto3 in one process, then over HTTP: the whole request, its answer read but not parsed, as boto3 spends more
time on parsing 4,096 matches than the service does on finding them.

Run: python tests/bench/rekognition.py [--faces 100000] [--repeats 31]

Prints medians and ratios, measured turn by turn in one run. Templates are random; the probe is an image of the cast.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import itertools
import json
import shutil
import tempfile
import time
import uuid
from pathlib import Path

import numpy as np

from course.matching.templates import fingerprint
from course.rekognition import Service, Store, client
from course.rekognition.pictures import Looker
from course.rekognition.protocol import CONTENT_TYPE
from course.rekognition.store import StoredFace
from tests.bench.rekognition_soak import Server, some_images

IN_ONE_GO = 10_000


def medians(functions: dict, repeats: int) -> dict[str, float]:
    """Medians in milliseconds of functions timed in turn, so that a busy machine slows all alike."""
    times = {name: [] for name in functions}
    for repeat in range(repeats + 1):
        for name, function in functions.items():
            start = time.perf_counter()
            function()
            if repeat:  # the first time warms up
                times[name].append(1e3 * (time.perf_counter() - start))
    return {name: float(np.median(values)) for name, values in times.items()}


def fill(store: Store, faces: int) -> list[str]:
    random, ids = np.random.default_rng(1), []
    store.create("many", "sface", fingerprint("sface"))
    for start in range(0, faces, IN_ONE_GO):
        size = min(IN_ONE_GO, faces - start)
        some = [StoredFace(str(uuid.UUID(int=start + i)), str(uuid.UUID(int=0)), None, 0.1, 0.1, 0.5, 0.5, 99.0)
                for i in range(size)]
        store.add("many", some, random.standard_normal((size, 128), np.float32))
        ids += [face.face_id for face in some]
    return ids


def over_http(folder: Path, path: Path, face: str, new_image, arguments) -> None:
    server = Server(folder, None)
    server.store.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, server.store)
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    known = new_image()

    def ask(operation: str, **parameters) -> bytes:
        connection.request("POST", "/", json.dumps({"CollectionId": "many", **parameters}), {
            "Content-Type": CONTENT_TYPE, "X-Amz-Target": f"RekognitionService.{operation}"})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        return body

    def image(content: bytes) -> dict:
        return {"Image": {"Bytes": base64.b64encode(content).decode()}}

    templates = np.random.default_rng(1).standard_normal((arguments.faces, 128), np.float32)
    looker, probe = Looker(), templates[0].copy()
    found = medians({
        "product": lambda: templates @ probe,
        "image": lambda: looker.templates(new_image(), [0], "sface"),
        "few": lambda: ask("DescribeCollection"),
        "new": lambda: ask("SearchFacesByImage", **image(new_image())),
        "known": lambda: ask("SearchFacesByImage", **image(known)),
        "all": lambda: ask("SearchFaces", FaceId=face, FaceMatchThreshold=0),
    }, arguments.repeats)
    bound = found["product"] + found["image"] + found["few"]
    print(f"over HTTP: DescribeCollection              {found['few']:8.2f} ms")
    print(f"over HTTP: SearchFacesByImage, new image   {found['new']:8.2f} ms  {found['new'] / bound:.2f} x (product + image work + "
          "request); limit 1.15")
    print(f"over HTTP: SearchFacesByImage, known image {found['known']:8.2f} ms  limit 30 ms")
    print(f"over HTTP: SearchFaces at 0, 4,096 matches {found['all']:8.2f} ms  {found['all'] / found['product']:.1f} x the product "
          f"of {found['product']:.2f} ms; limit 5")
    connection.close()
    server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=31)
    arguments = parser.parse_args()
    image, serial = some_images(1)[0], itertools.count()

    def new_image() -> bytes:
        """The same picture in new bytes, so that nothing is remembered: what follows a JPEG's end is not read."""
        return image + str(next(serial)).encode()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite3"
        store = Store(path)
        start = time.perf_counter()
        ids = fill(store, arguments.faces)
        print(f"{arguments.faces:,} faces stored in {time.perf_counter() - start:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        store.close()
        start = time.perf_counter()
        service = Service(Store(path))
        service.store.search("many", np.ones(128, np.float32), 0.1, 1)
        print(f"read into memory in {time.perf_counter() - start:.1f} s")
        service.store.close()

        over_http(Path(folder), path, ids[0], new_image, arguments)
        rekognition, looker = client(store=path), Looker()
        templates = np.random.default_rng(1).standard_normal((arguments.faces, 128), np.float32)
        templates /= np.linalg.norm(templates, axis=1, keepdims=True)
        probe = templates[0].copy()
        named = {"CollectionId": "many"}
        found = medians({
            "product": lambda: templates @ probe,
            "search": lambda: rekognition.search_faces(**named, FaceId=ids[0]),
            "few": lambda: rekognition.describe_collection(**named),
            "all": lambda: rekognition.search_faces(**named, FaceId=ids[0], FaceMatchThreshold=0),
            "image": lambda: looker.templates(new_image(), [0], "sface"),
            "search by image": lambda: rekognition.search_faces_by_image(**named, Image={"Bytes": new_image()}),
        }, arguments.repeats)  # fmt: skip
    bound, image_bound = found["product"] + found["few"], found["product"] + found["image"] + found["few"]
    print(f"matrix product alone                       {found['product']:8.2f} ms")
    print(f"a request that does next to nothing        {found['few']:8.2f} ms  DescribeCollection, in process")
    print(f"image work alone                           {found['image']:8.2f} ms  decode, detect, align, represent")
    print(f"SearchFaces at 80                          {found['search']:8.2f} ms  {found['search'] / bound:.2f} x (product + request)")
    print(f"SearchFaces at 0: 4,096 matches            {found['all']:8.2f} ms")
    print(f"SearchFacesByImage at 80                   {found['search by image']:8.2f} ms  "
          f"{found['search by image'] / image_bound:.2f} x (product + image work + request)")


if __name__ == "__main__":
    main()
