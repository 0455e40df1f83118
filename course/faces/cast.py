"""Load the cast: its images, its labels, and the templates made from it. Needs numpy, pandas and Pillow alone."""

from __future__ import annotations

import dataclasses
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from course import paths
from course.errors import CourseError
from course.faces import packed
from course.recognisers import recogniser as record_of

ROLES = ("known", "stranger")
"""known: enrolled in galleries; stranger: never enrolled, so any candidate found for one is wrong."""
SPLITS = ("development", "evaluation")
"""Thresholds are chosen on one and reported on the other. No subject is in both."""
TARGETS = ("african", "asian", "european")
"""The morph target of the head model a subject was rendered with. Not a person's race: there is no person."""
SEXES = ("female", "male")

TEXTS = ("image", "subject", "file", "role", "split", "target", "sex", "expression", "light", "beard", "hair")
NUMBERS = ("age", "yaw", "pitch", "roll", "key_azimuth", "exposure", "glasses", "skin", "blur", "seed", "shot")
FACTORS = ("none", "exposure", "fixed", "pixels", "blur", "skin", "age", "glasses", "beard", "yaw")
"""What is changed in the counterfactual set, one at a time; none: the plain picture all others differ from."""
COUNTERFACTUAL_TEXTS = ("image", "subject", "factor", "value", "base", "file", "split", "target", "sex", "beard")
CARD_TEXTS = ("image", "subject", "file", "role", "split", "target", "sex", "beard", "hair", "cover")
CARD_NUMBERS = ("age", "skin", "seed", "shot")
SHOP_TEXTS = ("image", "subject", "factor", "value", "file", "split", "target", "sex", "beard", "cover")
SHOP_NUMBERS = ("step", "age", "skin", "exposure", "glasses", "yaw", "pitch", "seed", "shot")
COUNTERFACTUAL_NUMBERS = ("step", "age", "skin", "exposure", "glasses", "yaw")
LEVELS = {"factor": FACTORS, "role": ROLES, "split": SPLITS, "target": TARGETS, "sex": SEXES}


class CastError(CourseError):
    """The cast or its embeddings are missing, incomplete, or asked for something they do not hold."""


@dataclass(frozen=True, eq=False)
class Cast:
    """Images of the cast and their labels. ``images`` has one row an image; see ``data/faces/CARD.md``."""

    images: pd.DataFrame

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        return f"Cast({len(self)} images of {self.images.subject.nunique()} subjects)"

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """One row a subject: every column that is the same in all its images, and ``images``, their number."""
        groups = self.images.drop(columns=["image", "file"]).groupby("subject", sort=True)
        constant = groups.nunique(dropna=False).le(1).all()
        table = groups[list(constant.index[constant])].first()
        table["images"] = groups.size()
        return table.reset_index()

    def filter(self, **conditions) -> Cast:
        """Keep the images whose columns have the given values: ``cast.filter(target="asian", glasses=0)``.

        A list keeps any of its values.

        Raises
        ------
        CastError
            For an unknown column, role, split, target or sex.
        """
        kept = np.ones(len(self), bool)
        for column, wanted in conditions.items():
            if column not in self.images:
                raise CastError(f"the cast has no column {column!r}. It has: {', '.join(self.images)}.")
            values = list(wanted) if isinstance(wanted, (list, tuple, set)) else [wanted]
            for value in values:
                if value not in LEVELS.get(column, values):
                    raise CastError(f"unknown {column} {value!r}. Use one of {', '.join(LEVELS[column])}.")
            kept &= self.images[column].isin(values).to_numpy()
        return Cast(self.images[kept].reset_index(drop=True))

    def path(self, image: str) -> Path:
        """Return the file of ``image``.

        Raises
        ------
        CastError
            For an unknown image and for one not on this disk.
        """
        if image not in self._files.index:
            raise CastError(f"no image {image!r} among these {len(self)}. See .images for their names.")
        path = file_of(image, self._files[image])
        if not path.is_file():
            raise CastError(f"the image {image} is not on disk ({path}). Some images are not in the repository; "
                            "their embeddings are. Render them with `course faces render`.")
        return path

    def read(self, image: str) -> np.ndarray:
        """Return ``image`` as uint8 RGB, shape (height, width, 3)."""
        from PIL import Image

        path = self.path(image)
        try:
            with Image.open(path) as opened:
                return np.asarray(opened.convert("RGB"))
        except OSError as error:
            raise CastError(f"{path} cannot be read ({error}). Restore it from the repository.") from None

    @cached_property
    def _files(self) -> pd.Series:
        return self.images.set_index("image")["file"]


@dataclass(frozen=True, eq=False)
class Embeddings:
    """Templates of the images in which one face was found, with their labels."""

    vectors: np.ndarray
    """float32 (n, d), as the recogniser gave them (not of unit length)."""
    table: pd.DataFrame
    """n rows, aligned with ``vectors``: the columns of the cast, and what the detector and the crop measured."""
    missed: pd.DataFrame
    """The same columns for the images in which no face was found: they have no template, and are errors too."""
    recogniser: str
    photographs: bool = False
    """True for your own images: what was measured on rendered faces does not hold for them."""

    def __len__(self) -> int:
        return len(self.vectors)

    def __repr__(self) -> str:
        subjects = self.table.subject.nunique()
        return f"Embeddings({self.recogniser}: {len(self)} images of {subjects} subjects, {len(self.missed)} missed)"

    def filter(self, **conditions) -> Embeddings:
        """Keep the rows whose columns have the given values, as ``Cast.filter`` does."""
        position = self.table.assign(_row=np.arange(len(self)))
        table = Cast(position).filter(**conditions).images
        missed = Cast(self.missed).filter(**conditions).images
        return Embeddings(self.vectors[table.pop("_row").to_numpy()], table, missed, self.recogniser, self.photographs)


def load(role: str | None = None, split: str | None = None) -> Cast:
    """Load the cast, or the part of it with this ``role`` (known, stranger) and ``split`` (development, evaluation).

    Raises
    ------
    CastError
        When ``data/faces/cast.csv`` is missing or lacks a column, and for an unknown role or split.
    """
    table = _read_csv(paths.DATA / "faces" / "cast.csv", TEXTS, NUMBERS, mend="Render it with `course faces render`.")
    if table.image.duplicated().any():
        raise CastError(f"cast.csv names {table.image[table.image.duplicated()].iloc[0]} twice. Keep one row an image.")
    return Cast(table).filter(**_given(role=role, split=split))


def embeddings(recogniser: str, role: str | None = None, split: str | None = None) -> Embeddings:
    """Load the templates that ``recogniser`` (dlib or sface) made of the cast. ``role`` and ``split``: see ``load``.

    Raises
    ------
    CastError
        For an unknown recogniser, and when files are missing or do not fit each other.
    """
    return _templates(recogniser, load(role, split).images, paths.DATA / "embeddings")


def counterfactuals() -> Cast:
    """Load the counterfactual set: known subjects again, with exactly one factor of a plain picture changed.

    ``factor`` (one of FACTORS) names what differs from the picture ``base``, ``step`` counts its values and ``value``
    says it; see ``data/faces/CARD.md``.

    Raises
    ------
    CastError
        When the table is missing or lacks a column.
    """
    return _set("counterfactual", COUNTERFACTUAL_TEXTS, COUNTERFACTUAL_NUMBERS, which="counterfactual")


def counterfactual_embeddings(recogniser: str) -> Embeddings:
    """Load the templates that ``recogniser`` made of the counterfactual set. Raises as ``embeddings`` does."""
    return _templates(recogniser, counterfactuals().images, paths.DATA / "embeddings" / "counterfactual")


def cards() -> Cast:
    """Load the pictures as for a card: frontal, evenly lit, one of each known person and stranger, some years younger.

    A younger picture's name ends in ``-younger``.

    Raises
    ------
    CastError
        When the table is missing or lacks a column.
    """
    return _set("cards", CARD_TEXTS, CARD_NUMBERS, which="enrolment")


def card_embeddings(recogniser: str) -> Embeddings:
    """Load the templates that ``recogniser`` made of the pictures as for a card. Raises as ``embeddings`` does."""
    return _templates(recogniser, cards().images, paths.DATA / "embeddings" / "cards")


def enrolled(recogniser: str) -> Embeddings:
    """Load one template a person, all of one kind of picture: what a gallery is made of.

    The kind is the one that more people have: the pictures as for a card (none of them years younger), or the first picture of
    the cast. ``table.kind`` says which: card or ordinary. Kinds are not mixed. A search finds pictures of one kind nearer than
    those of the other whoever is on them, so a mixed gallery would measure the mixture. Raises as ``embeddings`` does.
    """
    ordinary = embeddings(recogniser)
    kinds = {"ordinary": _rows_of(ordinary, ~ordinary.table.subject.duplicated())}
    if (paths.DATA / "faces" / "cards.csv").is_file():
        carded = card_embeddings(recogniser)
        kinds["card"] = _rows_of(carded, carded.table.image.str.endswith("-card"))
    kind = max(kinds, key=lambda name: len(kinds[name]))
    return dataclasses.replace(kinds[kind], table=kinds[kind].table.assign(kind=kind))


def _rows_of(made: Embeddings, kept: pd.Series) -> Embeddings:
    return dataclasses.replace(made, vectors=made.vectors[kept.to_numpy()], table=made.table[kept].reset_index(drop=True))


def shop() -> Cast:
    """Load the stills of a shop's camera: the same moment in every step of quality (``value``; ``step`` counts them).

    Raises
    ------
    CastError
        When the table is missing or lacks a column.
    """
    return _set("shop", SHOP_TEXTS, SHOP_NUMBERS, which="shop")


def shop_embeddings(recogniser: str) -> Embeddings:
    """Load the templates that ``recogniser`` made of the shop's stills. Raises as ``embeddings`` does."""
    return _templates(recogniser, shop().images, paths.DATA / "embeddings" / "shop")


def _set(name: str, texts: tuple[str, ...], numbers: tuple[str, ...], which: str) -> Cast:
    """One of the sets beside the cast. ``which``: what `course faces render` calls it."""
    return Cast(_read_csv(paths.DATA / "faces" / f"{name}.csv", texts, numbers, mend=f"Render it with `course faces render --set {which}`."))


def _templates(recogniser: str, images: pd.DataFrame, folder: Path) -> Embeddings:
    dimensions = record_of(recogniser, CastError).dimensions
    mend = "Make it with `course matching embed`."
    index = _read_csv(folder / "index.csv", ("image",), ("found",), mend)
    vectors = _read_npy(folder / f"{recogniser}.npy", mend)
    if vectors.shape != (len(index), dimensions):
        raise CastError(f"{recogniser}.npy has shape {vectors.shape}, and index.csv {len(index)} rows. "
                        "They were not made together: run `course matching embed` again.")
    row = pd.Series(np.arange(len(index)), index=index.image)
    known = images.image.isin(row.index).to_numpy()
    rows = row[images.image[known]].to_numpy()
    measured = index.drop(columns="image").iloc[rows].reset_index(drop=True)
    table = pd.concat([images[known].reset_index(drop=True), measured], axis=1)
    made = np.isfinite(vectors[rows]).all(axis=1)  # not so for a face that was found before this recogniser was added
    return Embeddings(
        vectors=vectors[rows][made].astype(np.float32),
        table=table[made].reset_index(drop=True),
        missed=table[table["found"] == 0].reset_index(drop=True),
        recogniser=recogniser,
    )


def file_of(image: str, file: str) -> Path:
    """Where an image is: in ``data/faces`` when it is committed, in the cache when it was rendered here."""
    if file:
        return packed.folder() / file
    return paths.CACHE / "faces" / ("strangers-enrolment" if image.endswith("-card") else "strangers") / f"{image}.jpg"


def _given(**conditions) -> dict:
    return {name: value for name, value in conditions.items() if value is not None}


def _read_csv(path: Path, texts: tuple[str, ...], numbers: tuple[str, ...], mend: str) -> pd.DataFrame:
    try:
        # An empty text stays empty, and a text such as "none" or "NA" is no missing value.
        header = pd.read_csv(path, nrows=0)
        blank = {column: [""] for column in header if column not in texts}
        table = pd.read_csv(path, dtype=dict.fromkeys(texts, str), keep_default_na=False, na_values=blank)
    except FileNotFoundError:
        raise CastError(f"{path} is missing. {mend}") from None
    except (ValueError, OSError) as error:
        raise CastError(f"{path} cannot be read ({error}). {mend}") from None
    absent = [column for column in (*texts, *numbers) if column not in table]
    if absent:
        raise CastError(f"{path} lacks the column {', '.join(absent)}. {mend}")
    for column in numbers:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise CastError(f"{path}: the column {column} holds something that is not a number. {mend}")
    return table


def _read_npy(path: Path, mend: str) -> np.ndarray:
    try:
        return np.load(path, allow_pickle=False)
    except FileNotFoundError:
        raise CastError(f"{path} is missing. {mend}") from None
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise CastError(f"{path} cannot be read ({error}). {mend}") from None
