"""A hundred bad inputs beside a few good ones: each bad one gets a line that names it, and every good one is kept."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course import paths
from course.faces import load, own, own_embeddings
from course.faces.cast import NUMBERS, TEXTS, CastError
from course.own.add import add


def face(n: int) -> Image.Image:
    """The nth face of the committed cast, at most one of each subject."""
    cast = load(role="known")
    first = cast.images[cast.images.shot == 0].reset_index(drop=True)
    return Image.fromarray(cast.read(first.image[n]))


def encoded(image: Image.Image, kind: str, **how) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def bmp_claiming(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def gif_claiming(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x00;"


NO_IMAGES = {
    "page.html": b"<!doctype html><p>hello", "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "paper.pdf": b"%PDF-1.7\n1 0 obj", "print.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "archive.zip": b"PK\x03\x04" + b"\0" * 60, "script.py": b"print(1)\n", "notes.txt": "naïve".encode(),
    "table.csv": b"a,b\n1,2\n", "data.json": b"{}", "film.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 40,
    "sound.wav": b"RIFF\x24\0\0\0WAVEfmt ", "phone.heic": b"\0\0\0\x18ftypheic" + b"\0" * 40,
    "program": b"\x7fELF" + b"\0" * 60, "archive.tar.gz": b"\x1f\x8b\x08" + b"\0" * 30, "Thumbs.db": b"\xd0\xcf\x11\xe0" + b"\0" * 60,
    "pickle.pkl": b"\x80\x04N.", "old.tga": b"\0\0\2" + b"\0" * 40, "grey.pgm": b"P5 64 64 255\n" + b"\0" * 4096,
    "zeros.jpg": b"\0" * 5000, "spaces.png": b" " * 5000, "html.jpg": b"<html>404 Not Found</html>",
    "pointer.jpg": b"version https://git-lfs.github.com/spec/v1\n", "pdf.png": b"%PDF-1.4", "text.webp": b"no image",
    "eps.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 64\n%%EndComments\n",
}  # fmt: skip


def bank(folder: Path) -> dict[str, str]:
    """Write the bad inputs below ``folder``; return what the line on each must hold, by its path."""
    bad: dict[str, str] = {}

    def put(where: str, content: bytes, says: str) -> None:
        path = folder / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        bad[where] = says

    plain = face(0)
    # 25 non-images, under honest and false names
    for name, content in NO_IMAGES.items():
        put(f"texts/{name}", content, "not an image|damaged|cannot be read")
    # 28 truncated or spoilt files
    whole = {kind: encoded(plain, kind) for kind in ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")}
    for kind, content in whole.items():
        for share in (0.02, 0.3, 0.6, 0.9):
            put(f"cut/{kind}-{share}.{kind.lower()}", content[: int(len(content) * share)], "damaged|cannot be read|not an image")
    for kind, at in (("JPEG", 1), ("PNG", 3), ("WEBP", 9), ("GIF", 2)):
        spoilt = bytearray(whole[kind])
        spoilt[at : at + 8] = b"\xde\xad\xbe\xef" * 2
        put(f"spoilt/{kind}.{kind.lower()}", bytes(spoilt), "damaged|cannot be read|not an image")
    # 9 empty or of one byte
    for name in ("empty.jpg", "empty.png", "empty.webp", "empty", "empty.txt", "empty.gif"):
        put(f"empty/{name}", b"", "empty")
    for name in ("byte.jpg", "byte.png", "byte"):
        put(f"empty/{name}", b"\xff", "not an image")
    # 8 bombs of pixels
    for name, content in {
        "square.png": png_claiming(60_000, 60_000), "wide.png": png_claiming(2_000_000_000, 1), "tall.png": png_claiming(40, 1_000_001),
        "just.png": png_claiming(9_000, 9_000), "big.bmp": bmp_claiming(50_000, 50_000), "less.bmp": bmp_claiming(8_000, 8_000),
        "big.gif": gif_claiming(65_535, 65_535), "less.gif": gif_claiming(9_000, 9_000),
    }.items():  # fmt: skip
        put(f"bombs/{name}", content, "pixels|at least 32 px|damaged")
    # 7 too small, 4 of more than 8 bits
    for size in ((1, 1), (31, 31), (31, 200), (200, 31), (2, 400), (16, 16), (400, 1)):
        put(f"tiny/{size[0]}x{size[1]}.png", encoded(plain.resize(size), "PNG"), "at least 32 px")
    deep = Image.fromarray(np.full((64, 64), 40_000, np.uint16))
    put("deep/16.png", encoded(deep, "PNG"), "8 bits")
    put("deep/16.tiff", encoded(deep, "TIFF"), "8 bits")
    put("deep/float.tiff", encoded(Image.fromarray(np.ones((64, 64), np.float32)), "TIFF"), "8 bits")
    put("deep/32.tiff", encoded(Image.fromarray(np.ones((64, 64), np.int32)), "TIFF"), "8 bits")
    # 2 of several faces
    pair = Image.new("RGB", (plain.width * 2, plain.height))
    pair.paste(face(5), (0, 0))
    pair.paste(face(9), (plain.width, 0))
    put("groups/two.png", encoded(pair, "PNG"), "2 faces")
    four = Image.new("RGB", (pair.width, pair.height * 2))
    four.paste(pair, (0, 0))
    four.paste(pair.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (0, pair.height))
    put("groups/four.jpg", encoded(four, "JPEG", quality=95), "4 faces")
    # 7 links
    links = folder / "links"
    links.mkdir()
    outside = folder.parent / "outside.png"
    outside.write_bytes(encoded(face(7), "PNG"))
    for name, target in {"out.png": outside, "loop": links, "self": links / "self", "up": folder, "dangling.jpg": links / "none",
                         "null.jpg": Path("/dev/null"), "passwd.png": Path("/etc/passwd")}.items():
        (links / name).symlink_to(target)
        bad[f"links/{name}"] = "link"
    (folder / "linked person").symlink_to(folder.parent)
    bad["linked person"] = "link"
    # pipes, sockets, hidden files, folders in the wrong place
    special = folder / "special"
    special.mkdir()
    os.mkfifo(special / "pipe.jpg")
    bad["special/pipe.jpg"] = "pipe"
    here = os.getcwd()
    os.chdir(special)  # the name of a socket is limited to about a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.png")
    finally:
        os.chdir(here)
    bad["special/socket.png"] = "socket"
    (special / "album").mkdir()
    bad["special/album"] = "folder inside"
    put("special/.DS_Store", b"\0\0\0\1Bud1", "hidden")
    put("special/..hidden.jpg", whole["JPEG"], "hidden")
    put("loose.jpg", whole["JPEG"], "person's folder")
    put("README", b"hello", "person's folder")
    os.mkfifo(folder / "pipe")
    bad["pipe"] = "person's folder"
    for name, says in {"nobody": "empty folder", "nobody else": "empty folder", ".git": "hidden", " ": "no name"}.items():
        (folder / name).mkdir()
        bad[name] = says
    (folder / "line\nbreak").mkdir()
    bad["line\\nbreak"] = "no name"
    put("odd/esc\x1b[31m.jpg", b"x", "not an image")
    bad["odd/esc\\x1b[31m.jpg"] = bad.pop("odd/esc\x1b[31m.jpg")
    put("odd/" + "n" * 200 + ".jpg", b"x", "not an image")
    bad["odd/" + "n" * 76 + "..." + "n" * 26 + ".jpg"] = bad.pop("odd/" + "n" * 200 + ".jpg")
    with open(os.fsencode(folder) + b"/odd/\xff\xfe.jpg", "wb") as file:
        file.write(b"x")
    bad["odd/\\udcff\\udcfe.jpg"] = "not an image"
    for name in ("%2e%2e%2fetc.jpg", "C:\\windows\\a.jpg", "$(id).jpg", "'; rm x.jpg", "-rf.jpg", "{0}.jpg"):
        put(f"odd/{name}", b"x", "not an image")
    # duplicates: the same bytes, the same pixels, two people
    put("zz copies/same-bytes.png", encoded(face(20), "PNG"), "same picture as Ada/plain.png")
    put("zz copies/same-pixels.bmp", encoded(face(20), "BMP"), "cannot be two people")
    put("Ada/zz copy.png", encoded(face(20), "PNG"), "kept once")
    return bad


def good(folder: Path) -> dict[str, str]:
    """Write good images below ``folder``; return what the note on each must hold, "" for no note."""
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned by a quarter
    many = [face(27), face(28)]
    files = {
        "Ada/plain.png": (encoded(face(20), "PNG"), ""),
        "Ada/face.jpg": (encoded(face(21), "JPEG"), ""),
        "Ada/face.webp": (encoded(face(22), "WEBP"), ""),
        "Ada/wrong.jpg": (encoded(face(23), "PNG"), "by its content"),
        "Ada/no extension": (encoded(face(24), "PNG"), "by its content"),
        "Grace Ω 李/cmyk.jpg": (encoded(face(25).convert("CMYK"), "JPEG"), ""),
        "Grace Ω 李/palette.png": (encoded(face(26).convert("P", palette=Image.Palette.ADAPTIVE), "PNG"), ""),
        "Grace Ω 李/moving.gif": (encoded(many[0], "GIF", save_all=True, append_images=many[1:]), "2 frames"),
        "Grace Ω 李/turned.jpg": (encoded(face(29).transpose(Image.Transpose.ROTATE_90), "JPEG", exif=turned), ""),
        "Grace Ω 李/alpha.png": (encoded(face(30).convert("RGBA"), "PNG"), ""),
        "Grace Ω 李/grey.png": (encoded(face(31).convert("L"), "PNG"), ""),
        "Grace Ω 李/nobody.png": (encoded(Image.new("RGB", (200, 200), "teal"), "PNG"), "no face"),
    }  # fmt: skip
    files["p" * 200 + "/long.png"] = (encoded(face(32), "PNG"), "")
    for where, (content, _) in files.items():
        (folder / where).parent.mkdir(parents=True, exist_ok=True)
        (folder / where).write_bytes(content)
    return {where: note for where, (_, note) in files.items()}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One run over all of it: the folder, what was expected, and the report."""
    base = tmp_path_factory.mktemp("own")
    before = paths.CACHE
    paths.CACHE = base / "cache"
    try:
        folder = base / "people"
        folder.mkdir()
        kept, bad = good(folder), bank(folder)
        yield folder, kept, bad, add(folder, progress=False)
    finally:
        paths.CACHE = before
        shutil.rmtree(base, ignore_errors=True)


@pytest.mark.slow
def test_there_are_a_hundred(run):
    assert len(run[2]) >= 100


@pytest.mark.slow
def test_each_bad_input_gets_one_line_that_says_what_and_how_to_mend_it(run):
    _, _, bad, report = run
    lines = {problem.where.strip("'"): problem for problem in report.problems if not problem.kept}
    assert set(lines) == set(bad)
    assert [line for where, line in lines.items() if not re.search(bad[where], line.what)] == []
    assert [line for line in lines.values() if not re.search(r"\. .*\.$", line.what)] == [], "no mend is given"
    for where in bad:
        assert "\n" not in str(lines[where]) and "\x1b" not in str(lines[where])


def test_every_good_image_is_kept_and_odd_ones_get_a_note(run):
    _, kept, _, report = run
    assert report.new == len(kept) == len(own())
    notes = {problem.where: problem.what for problem in report.problems if problem.kept}
    expected = {where: note for where, note in kept.items() if note}
    assert set(notes) == set(expected)
    for where, note in expected.items():
        assert note in notes[where]


@pytest.mark.parametrize("recogniser", ["dlib", "sface"])
def test_they_load_as_the_cast_does(run, recogniser):
    cast, found = own(), own_embeddings(recogniser)
    assert len(found) + len(found.missed) == len(cast)
    assert "Grace Ω 李" in set(found.missed.subject)
    assert found.vectors.dtype == np.float32 and found.vectors.shape[1] == 128
    assert set(cast.images.columns) >= {*TEXTS, *NUMBERS}
    assert cast.read(cast.images.image[0]).dtype == np.uint8
    assert len(found.filter(split="development")) + len(found.filter(split="evaluation")) == len(found)


def test_a_second_run_adds_nothing(run):
    folder, kept, bad, _ = run
    again = add(folder, progress=False)
    assert (again.new, again.already) == (0, len(kept))
    assert len([problem for problem in again.problems if not problem.kept]) == len(bad)


def test_the_file_outside_was_not_read(run):
    images = own()
    outside = np.asarray(Image.open(run[0].parent / "outside.png"))
    assert not any(np.array_equal(images.read(image), outside) for image in images.images.image)


def test_a_folder_that_is_none_is_an_error(tmp_path):
    with pytest.raises(CastError, match="not a folder"):
        add(tmp_path / "none", progress=False)
