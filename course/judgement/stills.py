"""Searches that begin with a still of a camera: what they find among pictures as for a card, by the still's quality.

Each still is searched among the cards of everybody who has one. That is a search with a mate. Take the person's own card away,
and it is one without. A still in which no face is found is a search that failed, and counts in every rate: it is a miss for
somebody enrolled, and names nobody for somebody who is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from course import faces
from course.errors import CourseError
from course.evaluation import (
    FaceSet,
    Interval,
    identification,
    mated_rate,
    rule_of_three,
    score_pairs,
    similarity_0_100,
    subject_bootstrap,
)
from course.faces.cast import Cast
from course.recognisers import default_threshold

LISTED = 10
"""The length of a candidate list where none is said."""
PHOTOGRAPH = "photograph"
"""The quality of the ordinary pictures that are searched beside the stills."""
YOUNGER = "-younger"
"""The end of the name of a picture that shows its person years younger."""
SHOTS = (1, 2, 3)
"""As many ordinary pictures of each person as there are stills of each quality."""


@dataclass(frozen=True, eq=False)
class Stills:
    """One search for each still. Arrays are (stills,), aligned with ``table``.

    table: a row a still: image, subject, quality, and found, False where no face was found.
    people: N, the number of people whose card is in the gallery.
    rank: the place of the person's own card on the whole list, 1 for the first; NaN where the search failed.
    mate, other: distance to the person's own card, and to the nearest card of anybody else; inf where the search failed.
    """

    table: pd.DataFrame
    people: int
    rank: np.ndarray
    mate: np.ndarray
    other: np.ndarray

    def __len__(self) -> int:
        return len(self.table)

    @property
    def qualities(self) -> list[str]:
        """From the best to the poorest."""
        return list(self.table.quality.unique())

    def of(self, quality: str) -> Stills:
        """The searches that began with a still of this quality.

        Raises
        ------
        CourseError
            For a quality that is not among ``qualities``.
        """
        if quality not in self.qualities:
            raise CourseError(f"there are no stills of the quality {quality!r}: choose from {', '.join(self.qualities)}.")
        return self._kept(self.table.quality == quality)

    def only(self, subjects) -> Stills:
        """The searches for these people."""
        return self._kept(self.table.subject.isin(set(subjects)))

    def _kept(self, rows: pd.Series) -> Stills:
        rows = rows.to_numpy()
        return Stills(self.table[rows].reset_index(drop=True), self.people, self.rank[rows], self.mate[rows], self.other[rows])

    def failed(self) -> np.ndarray:
        """True where no face was found: the failures to acquire."""
        return ~self.table.found.to_numpy(bool)

    def missed(self, threshold: float = np.inf, listed: int = LISTED) -> np.ndarray:
        """True where the person's own card is not among the first ``listed``, or is further than ``threshold``, or the search failed."""
        return ~((self.rank <= listed) & (self.mate <= threshold))  # NaN and inf are misses

    def named(self, threshold: float) -> np.ndarray:
        """True where somebody is named although the person's own card is not in the gallery."""
        return self.other <= threshold

    def rate(self, happened: np.ndarray) -> Interval:
        """The share of these searches for which ``happened``, with an interval that resamples the people searched.

        Where it happened in none, or in all, resampling shows nothing: the rule of three for so many people stands in.
        """
        _, person = np.unique(self.table.subject.to_numpy(str), return_inverse=True)
        people = int(person.max()) + 1
        found = subject_bootstrap(mated_rate(person, happened, people), people, matrix=True)
        beyond = rule_of_three(people)
        low = 1 - beyond if np.all(happened) else found.low
        high = beyond if not np.any(happened) else found.high
        return Interval(float(found.estimate), float(low), float(high), found.confidence)


def settings(recogniser: str = "sface", levels=(80, 95, 99)) -> dict[str, float]:
    """Thresholds by name: DeepFace's default, and levels of a scale from 0 to 100 that is fitted on the development half."""
    fitted = score_pairs(FaceSet.of(faces.embeddings(recogniser, role="known", split="development")))
    scale = similarity_0_100(fitted.mated, fitted.nonmated, source="the development half")
    return {"default": default_threshold(recogniser), **{f"our {level}": scale.threshold_distance(level) for level in levels}}


def search(recogniser: str = "sface", split: str | None = "evaluation", younger: bool = False) -> Stills:
    """Search every still of the shop's camera among all cards, and as many ordinary pictures of the same people.

    split: the half whose people are searched, or None for both; the gallery is everybody who has a card. younger: search only
    the people who have a picture years younger, which stands in the gallery in place of their card.

    Raises
    ------
    CastError
        When the stills, the cards or their templates are missing, and for an unknown split.
    CourseError
        When nobody is left to be searched.
    """
    stills, cards, ordinary = (load(recogniser) for load in (faces.shop_embeddings, faces.card_embeddings, faces.embeddings))
    everybody = pd.concat([stills.table, stills.missed])
    before = cards.table.image.str.endswith(YOUNGER)
    aged = before & cards.table.subject.isin(cards.table.subject[~before])  # so that the gallery is of the same people
    with_one = cards.table.subject.isin(cards.table.subject[aged])
    enrolled = (aged | ~(with_one | before) if younger else ~before).to_numpy()
    kept = everybody if split is None else Cast(everybody).filter(split=split).images
    people = sorted(set(kept.subject) & set(cards.table.subject[aged]) if younger else set(kept.subject))
    steps = everybody[["step", "value"]].drop_duplicates().sort_values("step").value
    sets = {PHOTOGRAPH: ordinary.filter(subject=people, shot=SHOTS)}
    sets |= {quality: stills.filter(subject=people, value=quality) for quality in steps}
    table = pd.concat([part[["image", "subject"]].assign(quality=quality, found=found) for quality, made in sets.items()
                       for part, found in ((made.table, True), (made.missed, False))], ignore_index=True)
    if table.empty:
        raise CourseError("none of the people of the stills is to be searched: choose another split, or cards that are not years younger.")
    found = table.found.to_numpy(bool)
    vectors = np.concatenate([made.vectors for made in sets.values()])
    result = identification.search(FaceSet(vectors, table.subject[found].to_numpy(str)),
                                   FaceSet(cards.vectors[enrolled], cards.table.subject[enrolled].to_numpy(str)))
    rank, mate, other = (np.full(len(table), nothing) for nothing in (np.nan, np.inf, np.inf))
    rank[found] = np.where(result.has_mate, result.mate_rank, np.nan)  # a person whose card showed no face cannot be found
    mate[found], other[found] = result.mate_distance, result.nearest_other
    return Stills(table, result.people, rank, mate, other)
