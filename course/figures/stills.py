"""Figures of searches that begin with a still: a person's stills beside their card, and what became of the searches."""

from __future__ import annotations

import numpy as np

from course import faces
from course.errors import CourseError
from course.figures.axes import as_percent, canvas
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure
from course.figures.pictures import SEX
from course.judgement.stills import LISTED, Stills

_WORN = {"cap": "a cap", "hood": "a hood", "headscarf": "a headscarf", "wrap": "a head wrap"}


def beside_card(subject: str, still: int = 0) -> Figure:
    """One still of a person in each quality, and the person's card. Each is drawn with the pixels that it has.

    Raises
    ------
    CourseError
        When the person has no such still, or no card.
    """
    shop, cards = faces.shop(), faces.cards()
    name = f"{subject}-shop-{still}-"
    shown = shop.images[shop.images.image.str.startswith(name)].sort_values("step")
    card = cards.images[cards.images.image == f"{subject}-card"]
    if shown.empty or card.empty:
        raise CourseError(f"{subject} has no still {still} with a card beside it: see the subjects of faces.shop().")
    pictures = {quality: shop.read(image) for quality, image in zip(shown.value, shown.image, strict=True)}
    pictures["the card"] = cards.read(card.image.iloc[0])
    drawing, axes = canvas(2.1 * len(pictures), 2.5, columns=len(pictures))
    for axis, (quality, pixels) in zip(axes, pictures.items(), strict=True):
        axis.imshow(pixels, interpolation="nearest")
        axis.set_title(f"{quality}\n{pixels.shape[1]} pixels wide", fontsize=10)
        axis.set_axis_off()
    drawing.tight_layout()
    one = shown.iloc[0]
    worn = f", in {_WORN[one.cover]}" if one.cover in _WORN else ""
    told = ", ".join(f"{quality} ({pixels.shape[1]} pixels wide)" for quality, pixels in pictures.items() if quality != "the card")
    return Figure(drawing, f"Pictures of one rendered {SEX[one.sex]}{worn}: a still from above in the qualities {told}, ever coarser and more "
                           f"blurred, and a card picture, frontal and evenly lit, {pictures['the card'].shape[1]} pixels wide.")


def became(searches: Stills, listed: int = LISTED) -> Figure:
    """What became of the searches for somebody enrolled, by quality: the person first, further down the list, not on it, no face found."""
    from matplotlib.ticker import PercentFormatter

    parts = {"first on the list": (MATED, ""), f"place 2 to {listed}": (COLOURS["sky"], ""),
             f"not among the first {listed}": ("white", "////"), "no face found": (COLOURS["black"], "")}
    drawing, axis = canvas(7.4, 1.1 + 0.5 * len(searches.qualities))
    told = []
    for row, quality in enumerate(searches.qualities):
        one = searches.of(quality)
        first, there, failed = ~one.missed(listed=1), ~one.missed(listed=listed), one.failed()
        shares = [np.mean(part) for part in (first, there & ~first, ~there & ~failed, failed)]
        left = 0.0
        for share, (name, (colour, hatch)) in zip(shares, parts.items(), strict=True):
            axis.barh(row, share, left=left, height=0.62, color=colour, hatch=hatch, label=name if row == 0 else None,
                      edgecolor=NON_MATED if hatch else colour, linewidth=1 if share else 0)
            left += share
        axis.text(1.01, row, f"{as_percent(shares[0])} first", va="center", fontsize=9)
        told.append(f"{quality}: " + ", ".join(f"{share:.0%} {name}" for share, name in zip(shares, parts, strict=True)))
    axis.set(yticks=range(len(searches.qualities)), yticklabels=searches.qualities, xlim=(0, 1.16), ylim=(len(searches.qualities) - 0.5, -0.5),
             xlabel="share of the searches for somebody who is enrolled")
    axis.spines["bottom"].set_bounds(0, 1)
    axis.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axis.xaxis.set_major_formatter(PercentFormatter(1.0))
    axis.legend(frameon=False, fontsize=9, ncols=4, loc="lower center", bbox_to_anchor=(0.45, 1.0), columnspacing=1.2, handlelength=1.4)
    return Figure(drawing, f"Bars, one for each quality of the picture searched among {searches.people:,} people. {'; '.join(told)}.")
