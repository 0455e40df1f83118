"""Sets of embeddings with the labels that say which comparisons are mated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.evaluation.checks import EvaluationError, check_at_least, check_share


@dataclass(frozen=True)
class FaceSet:
    """Embeddings with the labels that say which comparisons are mated, and in which group.

    vectors: (n, d) finite numbers; a memory map is read, and looked at, block by block. subjects: (n,) one label per
    image, equal for images of one person. groups: (n,) labels, or None.

    Raises
    ------
    EvaluationError
        For what does not fit together, for NaN in the vectors and for missing labels.
    """

    vectors: np.ndarray
    subjects: np.ndarray
    groups: np.ndarray | None = None

    def __post_init__(self):
        for name in ("vectors", "subjects", "groups"):
            if np.ma.is_masked(getattr(self, name)):
                raise EvaluationError(f"Some of the {name} are masked: leave those images out.")
        vectors = self.vectors if isinstance(self.vectors, np.memmap) else np.asarray(self.vectors)
        subjects = np.asarray(self.subjects)
        if vectors.ndim != 2 or not vectors.shape[1] or vectors.dtype.kind not in "fiu":
            raise EvaluationError(f"The vectors have shape {vectors.shape} and type {vectors.dtype}: pass one row of "
                                  "numbers per image, shape (images, dimensions).")
        if not isinstance(vectors, np.memmap):
            bad = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
            if bad.size:
                raise EvaluationError(f"{bad.size} of {len(vectors)} vectors hold NaN or infinity (the first is row "
                                      f"{bad[0]}), as when no face was found: leave those images out.")
        object.__setattr__(self, "vectors", vectors)
        for name, labels in (("subjects", subjects), ("groups", self.groups)):
            if labels is None:
                continue
            labels = np.asarray(labels)
            missing = np.isnan(labels) if labels.dtype.kind == "f" else np.zeros(labels.shape, bool)
            if labels.dtype.kind == "O":
                labels = labels.astype(str)
                missing = np.isin(labels, ("nan", "None", "<NA>"))
            if labels.shape != (len(vectors),):
                raise EvaluationError(f"There are {len(vectors)} vectors, but {name} has shape {labels.shape}: pass "
                                      "one label per vector.")
            if missing.any():
                raise EvaluationError(f"{missing.sum()} of the {name} have no label (the first is row "
                                      f"{np.flatnonzero(missing)[0]}): label those images or leave them out.")
            object.__setattr__(self, name, labels)

    def __len__(self):
        return len(self.vectors)

    @classmethod
    def of(cls, embeddings, groups=None) -> FaceSet:
        """From an object with `.vectors` and `.table` (a data frame with a `subject` column).

        groups: a column name, or a list of them to be joined, as ["target", "sex"]. Images in which no face was found
        (rows of NaN) are left out.
        """
        table = embeddings.table
        columns = [groups] if isinstance(groups, str) else list(groups or [])
        for column in ["subject", *columns]:
            if column not in table.columns:
                raise EvaluationError(f"The table has no column {column!r}: choose from {', '.join(table.columns)}.")
        vectors = np.asarray(embeddings.vectors)
        found = np.isfinite(vectors).all(axis=1)
        names = None
        if columns:
            names = np.array([" ".join(map(str, row)) for row in table[columns].to_numpy()])[found]
        return cls(vectors[found], table["subject"].to_numpy()[found], names)

    def take(self, rows) -> FaceSet:
        """The images at `rows`: an index array, a slice or a mask."""
        return FaceSet(self.vectors[rows], self.subjects[rows], None if self.groups is None else self.groups[rows])


def random_faces(subjects: int, images: int, dimensions: int = 128, spread: float = 0.7, groups=None, seed=0) -> FaceSet:
    """Invented embeddings, for trying things out: a random centre per subject plus random noise. They are of nobody.

    spread: noise per image relative to the distance between subjects. groups: names; subjects get them in turn. In
    each group after the first, subjects lie closer together, so that its FMR is higher.
    """
    check_at_least(subjects, 1, "The number of subjects")
    check_at_least(images, 1, "The number of images per subject")
    random = np.random.default_rng(seed)
    names = np.array([f"s{number:06d}" for number in range(subjects)])
    group = np.arange(subjects) % (len(groups) if groups else 1)
    centres = random.standard_normal((subjects, dimensions), dtype=np.float32)
    shared = random.standard_normal((group.max() + 1, dimensions), dtype=np.float32)
    closeness = (0.4 * group)[:, None].astype(np.float32)
    centres = centres + closeness * shared[group]
    vectors = np.repeat(centres, images, axis=0)
    vectors += np.float32(spread) * random.standard_normal(vectors.shape, dtype=np.float32)
    labels = None if groups is None else np.repeat(np.asarray(groups)[group], images)
    return FaceSet(vectors, np.repeat(names, images), labels)


def sample_subjects(faces: FaceSet, share: float, seed=0) -> FaceSet:
    """A random share of the subjects, with all their images."""
    check_share(share, "The share of subjects")
    names = np.unique(faces.subjects)
    kept = np.random.default_rng(seed).permutation(names)[: max(1, round(share * len(names)))]
    return faces.take(np.isin(faces.subjects, kept))


def label_codes(label_sets):
    """The different labels of several arrays, sorted; and each array with its labels replaced by their places."""
    # Asking for the index, too, makes numpy sort by merging: on labels that are in order already, five times as fast.
    names, _, codes = np.unique(np.concatenate(label_sets), return_index=True, return_inverse=True)
    return names, np.split(codes, np.cumsum([len(labels) for labels in label_sets])[:-1])
