"""Figures of the first lessons: faces, the stages of a matcher, distances. Each comes with its alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.figures.figure import COLOURS, MATED, NON_MATED, Figure

if TYPE_CHECKING:
    from course.faces import Cast
    from course.matching import FaceMatcher

SEX = {"female": "woman", "male": "man"}


def describe(row) -> str:
    """One image of the cast in words, from its labels."""
    extras = [word for word, on in (("glasses", row.glasses), (f"{row.beard} beard", row.beard != "none")) if on]
    turn = "facing the camera" if abs(row.yaw) < 10 else f"turned {abs(row.yaw):.0f} degrees"
    with_ = f" with {' and '.join(extras)}" if extras else ""
    return f"a rendered {SEX[row.sex]} of about {row.age:.0f}{with_}, {turn}"


def faces(cast: Cast, images: Sequence[str], captions: Sequence[str] | None = None, columns: int = 6) -> Figure:
    """Images of the cast side by side, with a caption under each (default: the image's name)."""
    images = list(images)
    captions = list(captions) if captions is not None else images
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    drawing, axes = _figure(rows, columns, size=1.7)
    for axis, image, caption in zip(axes.flat, images, captions, strict=False):
        axis.imshow(cast.read(image))
        axis.set_title(caption, fontsize=10)
    labels = cast.images.set_index("image").loc[images]
    told = [f"{image}: {describe(row)}" for image, row in zip(images, labels.itertuples(), strict=True)]
    shown = told if len(told) <= 6 else [*told[:6], f"and {len(told) - 6} more of the same kind"]
    return Figure(drawing, f"{len(images)} rendered faces. " + "; ".join(shown) + ".")


def stages(matcher: FaceMatcher, image: np.ndarray) -> Figure:
    """Detect, align, represent: the box and points found, the crop cut out, the template that comes of it.

    ``image`` is uint8 RGB of shape (height, width, 3) and shows one face.
    """
    from matplotlib.patches import Rectangle

    face = matcher.detect(image)[0]
    crop = matcher.align(image, which="largest")
    template = matcher.represent(crop, aligned=True)
    drawing, (one, two, three) = _figure(1, 3, size=2.6)
    one.imshow(image)
    x, y, width, height = face.box
    one.add_patch(Rectangle((x, y), width, height, fill=False, color=COLOURS["yellow"], linewidth=2))
    one.scatter(*face.landmarks.T, s=14, color=COLOURS["sky"])
    one.set_title("1. detect")
    two.imshow(crop)
    two.set_title(f"2. align ({crop.shape[1]} x {crop.shape[0]})")
    limit = np.abs(template).max()
    three.imshow(template.reshape(8, 16), cmap="PuOr", vmin=-limit, vmax=limit)
    three.set_title("3. represent (128 numbers)")
    alt = (
        f"Three panels. The first is the image with a box of {width:.0f} by {height:.0f} pixels around the face and five "
        f"points on eyes, nose and mouth. The second is the face cut out upright, {crop.shape[1]} pixels wide. "
        "The third shows the 128 numbers of the template as an 8 by 16 grid of colours, with no likeness to a face."
    )
    return Figure(drawing, alt)


def distances(mated: np.ndarray, non_mated: np.ndarray, threshold: float | None = None, bins: int = 60) -> Figure:
    """How far apart pairs of images are: one person (mated) and two people (non-mated). Distances, any metric."""
    import matplotlib.pyplot as plt
    import seaborn as sns

    drawing, axis = plt.subplots(figsize=(7, 3))
    edges = np.histogram_bin_edges(np.concatenate([mated, non_mated]), bins)
    for values, name, colour, fill in (
        (non_mated, "two people (non-mated)", NON_MATED, False),
        (mated, "one person (mated)", MATED, True),
    ):
        sns.histplot(x=values, bins=edges, stat="probability", element="step", fill=fill, color=colour, label=name, ax=axis)
    axis.set(xlabel="distance (small: alike)", ylabel="share of pairs")
    alt = (
        f"Two histograms of distances. {len(mated):,} mated pairs have a median of {np.median(mated):.3f}; "
        f"{len(non_mated):,} non-mated pairs have a median of {np.median(non_mated):.3f}. "
        f"The two overlap between {non_mated.min():.3f} and {mated.max():.3f}."
    )
    if threshold is not None:
        axis.axvline(threshold, color=COLOURS["black"], linestyle="--", label=f"threshold {threshold:g}")
        alt += f" A dashed line marks the threshold {threshold:g}."
    axis.legend(frameon=False)
    return Figure(drawing, alt)


def _figure(rows: int, columns: int, size: float):
    import matplotlib.pyplot as plt

    drawing, axes = plt.subplots(rows, columns, figsize=(columns * size, rows * (size + 0.25)), squeeze=False)
    for axis in axes.flat:
        axis.set_axis_off()
    drawing.tight_layout()
    return drawing, (axes if rows > 1 else axes[0])
