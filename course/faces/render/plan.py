"""What is rendered: names, seeds, order, split, and the variants of the counterfactual set. numpy alone.

Identity ``af-f-001`` is number 1 of the cell rendered with the African target and the female target. A name alone fixes
the seed, so an identity is the same whatever the size of the set.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from course.faces.render import identity, shot
from course.faces.render.identity import Identity
from course.faces.render.shot import Shot

CELLS = tuple((target, sex) for target in identity.TARGETS for sex in identity.SEXES)
LOOK = 2
"""Counts the looks of the cast. Change it with any change of the renderer that changes a picture: what was rendered before is then
rendered again, and tests refuse tables of another look."""
SETS = ("known", "counterfactual", "strangers", "shop", "enrolment", "younger", "strangers-enrolment")
"""In the order in which they are rendered."""
PER_CELL = {"known": 60, "strangers": 334, "counterfactual": 10, "enrolment": 60, "younger": 10, "shop": 20,
            "strangers-enrolment": 1667}
IMAGES = {"known": 5, "strangers": 1, "shop": 3}
"""Images of each subject; stills of each step of quality in the set shop."""
OF_STRANGERS = ("strangers", "strangers-enrolment")
CARD_SHOT, YOUNGER_SHOT = 50, 51
"""Numbers of the shots of the sets enrolment and younger: no shot of the other sets."""
YEARS_YOUNGER = 8
SHOP_COVERS = {"": 0.6, "cap": 0.2, "hood": 0.2}
"""What a person who wears nothing on the head wears in the shop."""

TONES = (0.06, 0.28, 0.50, 0.72, 0.94)
"""Skin reflectance steps, lightest first, on identity.SKIN_TONES."""
STOPS = (-2.0, -1.0, 0.0, 1.0)
REFERENCE = 0.30
"""Skin reflectance of the face that one exposure for everyone is set for."""
SHORT_OF_LIGHT = (0.0, -2.0, -3.0)
"""Stops from the exposure for the reference face: one setting of the camera for everyone, as a fixed camera has."""
PIXELS = (192, 96, 64, 48, 32)
BLURS = (0.0, 1.0, 2.0, 3.0)
"""Standard deviation of the blur in pixels of an image 192 wide."""
AGES = (25, 45, 70)
YAWS = (0, 10, 20, 30, 40)


@dataclass(frozen=True)
class Picture:
    """One image to render."""

    image: str
    person: Identity
    shot: Shot
    index: int
    """The number of the shot."""
    factor: str = ""
    step: int = 0
    value: str = ""
    base: str = ""


@dataclass(frozen=True)
class Subject:
    name: str
    number: int
    role: str
    split: str
    pictures: tuple[Picture, ...]


def seed_of(name: str) -> int:
    """Return the seed of the identity ``name``."""
    return crc32(name.encode())


def split_of(number: int) -> str:
    """Odd numbers develop (choose thresholds), even numbers evaluate (report)."""
    return "development" if number % 2 else "evaluation"


def subjects(which: str, per_cell: int | None = None, images: int | None = None) -> Iterator[Subject]:
    """Yield the subjects of a set in rounds over the six cells, so that any beginning of the list is balanced."""
    for name in names(which, per_cell):
        yield subject(which, name, images)


def pictures(which: str, images: int | None = None) -> int:
    """Return how many pictures a subject of the set has; not of the counterfactual set, where it depends on the sex."""
    return (images or IMAGES[which]) * (len(shot.QUALITIES) if which == "shop" else 1) if which in IMAGES else 1


def subject(which: str, name: str, images: int | None = None) -> Subject:
    """Return the subject ``name`` of a set with its pictures."""
    target, sex, number = name.removeprefix("s-").split("-")
    number = int(number)
    if which == "counterfactual":
        return _counterfactual(target, sex, number)
    if which == "shop":
        return _shop(target, sex, number, images or IMAGES[which])
    if which in ("enrolment", "strangers-enrolment", "younger"):
        return _carded(which, target, sex, number)
    return _subject(which, target, sex, number, images or IMAGES[which])


def names(which: str, per_cell: int | None = None) -> Iterator[str]:
    """Yield the names of the subjects of a set, in the same order."""
    for number, target, sex in _places(which, per_cell):
        yield _name(which, target, sex, number)


def _places(which: str, per_cell: int | None) -> Iterator[tuple[int, str, str]]:
    rounds = per_cell or PER_CELL[which]
    if which == "younger":  # nobody becomes a child: the first of each cell who are old enough
        numbers = zip(*(_old_enough(target, sex, rounds) for target, sex in CELLS), strict=True)
    else:
        numbers = ((number,) * len(CELLS) for number in range(1, rounds + 1))
    for round_ in numbers:
        for number, (target, sex) in zip(round_, CELLS, strict=True):
            yield number, target, sex


def _old_enough(target: str, sex: str, count: int) -> list[int]:
    ages = ((number, person_of(_name("known", target, sex, number)).age) for number in range(1, PER_CELL["known"] + 1))
    return [number for number, age in ages if age - YEARS_YOUNGER >= identity.AGES[0]][:count]


def _name(which: str, target: str, sex: str, number: int) -> str:
    return f"s-{target}-{sex}-{number:04d}" if which in OF_STRANGERS else f"{target}-{sex}-{number:03d}"


def person_of(name: str) -> Identity:
    """Sample the identity ``name``, such as ``eu-m-007`` or ``s-as-f-0012``."""
    target, sex = name.removeprefix("s-").split("-")[:2]
    return identity.sample(seed_of(name), identity.TARGETS[target], identity.SEXES[sex])


def fixed_stops(person: Identity) -> float:
    """Return the stops by which an exposure set for REFERENCE differs from the one that suits ``person``."""
    return float((1 - shot.METERING) * np.log2(identity.reflectance(person) / REFERENCE))


def _subject(which: str, target: str, sex: str, number: int, images: int) -> Subject:
    stranger = which == "strangers"
    name = _name(which, target, sex, number)
    person = person_of(name)
    pictures = tuple(
        Picture(f"{name}-{index}", person, shot.sample(person.seed, index), index) for index in range(images)
    )
    return Subject(name, number, "stranger" if stranger else "known", split_of(number), pictures)


def _carded(which: str, target: str, sex: str, number: int) -> Subject:
    """One picture as for a card: no glasses, and on the head only what is worn for faith. ``younger``: years before."""
    name = _name(which, target, sex, number)
    person = person_of(name)
    cover = person.cover if person.cover in ("headscarf", "wrap") else "none"
    index = CARD_SHOT
    if which == "younger":
        person, index = identity.at_age(person, person.age - YEARS_YOUNGER), YOUNGER_SHOT
    person = dataclasses.replace(person, glasses=False, cover=cover)
    picture = Picture(f"{name}-{'younger' if which == 'younger' else 'card'}", person, shot.enrolment(person.seed, index), index)
    return Subject(name, number, "stranger" if which in OF_STRANGERS else "known", split_of(number), (picture,))


def _shop(target: str, sex: str, number: int, stills: int) -> Subject:
    """Stills of one visit to a shop, each in every step of quality. One setting of the camera serves everyone."""
    name = _name("shop", target, sex, number)
    person = person_of(name)
    worn = identity.choose(SHOP_COVERS, identity.stream(person.seed, "shop cover"))
    if person.cover == "none" and worn:
        person = dataclasses.replace(person, cover=worn)
    pictures = []
    for index in range(stills):
        for step, quality in enumerate(shot.QUALITIES):
            how = shot.shop(person.seed, index, quality)
            how = dataclasses.replace(how, exposure=how.exposure + fixed_stops(person))
            pictures.append(Picture(f"{name}-shop-{index}-{quality}", person, how, 60 + index, "quality", step, quality))
    return Subject(name, number, "known", split_of(number), tuple(pictures))


def _counterfactual(target: str, sex: str, number: int) -> Subject:
    """Vary one factor of one identity at a time around a plain, frontal photograph; all else is held."""
    name = _name("counterfactual", target, sex, number)
    person = dataclasses.replace(person_of(name), glasses=False, beard="none", cover="none")
    index = 90  # no shot of the known set
    plain = dataclasses.replace(
        shot.sample(person.seed, index), expression="neutral", intensity=0.0, yaw=0.0, pitch=0.0, roll=0.0, exposure=0.0,
        blur=0.0, light="studio", key_azimuth=25.0, key_elevation=30.0, fill=0.4, ambient=0.3, rim=0.0, warmth=0.0,
    )
    base = f"{name}-plain"
    pictures = [Picture(base, person, plain, index, "none", 0, "", base)]

    def vary(factor, step, value, who=person, how=plain):
        pictures.append(Picture(f"{name}-{factor}-{step}", who, how, index, factor, step, str(value), base))

    for step, stops in enumerate(STOPS):
        if stops:
            vary("exposure", step, stops, how=dataclasses.replace(plain, exposure=stops))
    for step, stops in enumerate(SHORT_OF_LIGHT):
        vary("fixed", step, stops, how=dataclasses.replace(plain, exposure=fixed_stops(person) + stops))
    for step, pixels in enumerate(PIXELS):
        if step:
            vary("pixels", step, pixels, how=dataclasses.replace(plain, pixels=pixels))
    for step, blur in enumerate(BLURS):
        if step:
            vary("blur", step, blur, how=dataclasses.replace(plain, blur=blur))
    for step, tone in enumerate(TONES):
        who = dataclasses.replace(person, tone=tone)
        vary("skin", step, f"{identity.reflectance(who):.4f}", who=who)
    for step, age in enumerate(AGES):
        vary("age", step, age, who=dataclasses.replace(person, age=age))
    vary("glasses", 1, 1, who=dataclasses.replace(person, glasses=True))
    if sex == "m":
        vary("beard", 1, "full", who=dataclasses.replace(person, beard="full"))
    for step, yaw in enumerate(YAWS):
        if yaw:
            vary("yaw", step, yaw, how=dataclasses.replace(plain, yaw=float(yaw)))
    return Subject(name, number, "known", split_of(number), tuple(pictures))
