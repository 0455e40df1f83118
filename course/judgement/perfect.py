"""A matcher that never errs: a thought experiment that runs through the course's own measures.

It reads the labels, so it is no recogniser and no estimate of one. It answers one question: which objections to a use
are left, if nothing is ever matched wrongly or missed, for anybody, in any gallery?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from course.evaluation.checks import EvaluationError

if TYPE_CHECKING:
    from course.faces import Embeddings


@dataclass(frozen=True)
class PerfectMatcher:
    """Gives two images of one person the distance 0, and two of different people the distance 1 (cosine).

    `threshold`: any distance from 0 to below 1 decides alike; 0.5 stands in the middle.
    """

    threshold: float = 0.5

    def embed(self, embeddings: Embeddings) -> Embeddings:
        """The same images with perfect templates: one direction for each person.

        embeddings: of any recogniser. An image in which it found no face gets its template too: this matcher reads the
        label, not the picture.

        Raises
        ------
        EvaluationError
            If a label is missing.
        """
        table = embeddings.table
        if len(embeddings.missed):
            table = pd.concat([table, embeddings.missed], ignore_index=True)
        if table["subject"].isna().any():
            raise EvaluationError("some images have no label `subject`, and this matcher reads nothing else: leave them out.")
        codes = table["subject"].astype("category").cat.codes.to_numpy()
        vectors = np.zeros((len(codes), max(2, int(codes.max(initial=0)) + 1)), dtype=np.float32)
        vectors[np.arange(len(codes)), codes] = 1
        return replace(embeddings, vectors=vectors, table=table, missed=embeddings.missed.iloc[:0], recogniser="perfect")
