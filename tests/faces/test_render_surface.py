"""What is painted, grown and worn: computed in numpy, so tested without Blender."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from course.faces.render import cover, hair, identity, photo, plan, shot, skin


def person(name="eu-f-001", **changes):
    return dataclasses.replace(plan.person_of(name), **changes)


@pytest.fixture(scope="module")
def ball():
    """A head that is a ball: vertices about cover.TOP, and its triangles."""
    down, around = np.meshgrid(np.linspace(0.05, np.pi - 0.05, 40), np.linspace(0, 2 * np.pi, 60, endpoint=False), indexing="ij")
    unit = np.stack([np.sin(down) * np.sin(around), np.cos(down), np.sin(down) * np.cos(around)], -1).reshape(-1, 3)
    at = np.arange(len(unit)).reshape(40, 60)
    right = np.roll(at, -1, 1)
    quads = np.stack([at[:-1], at[1:], right[1:], right[:-1]], -1).reshape(-1, 4)
    return cover.TOP + np.array([0, 0, 0.35]) + 0.9 * unit, unit, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


@pytest.mark.parametrize("worn", sorted({kind for rates in identity.COVERS.values() for kind in rates} | {"cap", "hood"} - {"none"}))
def test_what_is_worn_lies_outside_the_head_and_hair_below_it(ball, worn):
    head = ball[0]
    made = cover.make(person(cover=worn), head)
    if worn == "none":
        assert made is None
        return
    again = cover.make(person(cover=worn), head)
    assert (made.vertices == again.vertices).all(), "same seed, same cloth"
    middle = cover.TOP + np.array([0, 0, 0.35])
    cloth = made.vertices[2 * cover.AROUND: len(made.directions)]  # without the hem, which turns in
    inside = np.linalg.norm(cloth - middle, axis=1) < 0.9
    assert inside.mean() < 0.02
    assert max(max(face) for face in made.faces) < len(made.vertices) and np.isfinite(made.vertices).all()
    strands = made.centre + made.directions[::7][:, None] * np.linspace(0.95, 1.6, 5)[:, None]
    tucked = made.tuck(strands)
    assert np.linalg.norm(tucked - made.centre, axis=2).max() <= np.linalg.norm(made.vertices - made.centre, axis=1).max()
    assert np.linalg.norm(tucked - made.centre, axis=2).sum() < np.linalg.norm(strands - made.centre, axis=2).sum()


def test_every_style_can_be_grown():
    drawn = {style for rates in identity.STYLES.values() for style in rates}
    assert drawn == {*hair.STYLES, *hair.SCALP_ONLY} and set(identity.THICK.values()) <= drawn


def test_brows_grow_on_both_sides_where_they_are_painted_and_move_with_the_skin():
    y, x = np.meshgrid(np.linspace(7.2, 7.8, 40), np.linspace(-0.8, 0.8, 60), indexing="ij")
    base = np.stack([x, y, 1.3 - 0.3 * x**2], -1).reshape(-1, 3)
    at = np.arange(len(base)).reshape(40, 60)
    quads = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]], -1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    normals = np.tile([0, 0, 1.0], (len(base), 1))
    someone = person("af-m-003")
    brows = hair.grow_brows(someone, base, normals, triangles, base)
    roots = brows.at(base)[:, 0]
    assert (skin.brow_density(someone, roots[:, 0], roots[:, 1]) > 0).all()
    left = (roots[:, 0] > 0).mean()
    assert 0.35 < left < 0.65 and len(roots) > 100
    assert np.allclose(brows.at(base + np.array([0, 0.03, 0])) - brows.at(base), [0, 0.03, 0])
    more = hair.grow_brows(dataclasses.replace(someone, brow=someone.brow | {"density": 0.3}), base, normals, triangles, base)
    assert len(more.radii) < len(brows.radii)


def test_a_beard_thins_towards_its_edges():
    inner, edge = (skin.beard_region(np.array([0.5]), np.array([y]), "full")[0] for y in (6.4, 6.75))
    assert inner > 0.9 > 0.7 > edge > 0


def test_skin_is_uneven_in_ones_own_way_and_repeats_itself():
    one, other = person("af-f-001"), person("af-f-002")
    paint = skin.paint(one)
    assert (paint == skin.paint(one)).all() and paint.shape == (skin.SIZE, skin.SIZE, 4) and np.isfinite(paint).all()
    cheek = (slice(240, 300), slice(320, 380))
    calm = dataclasses.replace(one, complexion=one.complexion | {"patches": 0.0, "redness": 0.0, "pores": 0.0, "blemishes": 0.0})
    uneven = paint[cheek][..., 1] / skin.paint(calm)[cheek][..., 1]
    assert 0.02 < uneven.std() < 0.3 and abs(uneven.mean() - 1) < 0.2
    ratio = skin.paint(dataclasses.replace(other, tone=one.tone, tint=one.tint))[cheek] / paint[cheek]
    assert ratio[..., 1].std() > 0.02


def test_a_wide_lens_bows_and_motion_smears_without_a_change_of_light():
    rows = np.zeros((64, 64, 3))
    rows[8:10] = 1  # a straight line above the middle
    bowed = photo._bow(rows, 0.05)
    height = [np.average(np.arange(64), weights=bowed[:, column, 0] + 1e-9) for column in (2, 32, 61)]
    assert height[0] > height[1] + 0.5 and height[2] > height[1] + 0.5, "the line's ends bend towards the middle's height"
    assert np.allclose(photo._bow(np.full((32, 32, 3), 0.4), 0.06), 0.4)
    spot = np.zeros((65, 65, 3))
    spot[32, 32] = 1
    smeared = photo._smear(spot, 6, 0)
    assert smeared.sum() == pytest.approx(3) and smeared[32, :, 0].max() < 0.3 and smeared[:20].sum() == 0


def test_the_tone_curve_keeps_black_white_and_order():
    ramp = np.repeat(np.linspace(0, 1, 101)[:, None], 3, 1)
    out = photo._tone(ramp)
    assert np.allclose(out[[0, 50, 100]], [[0] * 3, [0.5] * 3, [1] * 3]) and (np.diff(out[:, 0]) > 0).all()


def test_every_step_of_quality_is_worse_in_the_finished_picture():
    light = np.random.default_rng(0).uniform(0.1, 0.5, (192, 192, 3))
    pictures = [photo.develop(light, np.ones((192, 192)), 1.0, shot.shop(5, 0, step)) for step in shot.QUALITIES]
    assert [picture.width for picture in pictures] == [192, 96, 48]
