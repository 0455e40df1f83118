"""Contact sheets: many images on one page, to look at."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from course.errors import CourseError


def contact_sheet(files: list[Path], columns: int = 10, size: int = 144) -> Image.Image:
    """Return the images of ``files`` in rows of ``columns``, each scaled to ``size`` pixels. CourseError for none."""
    if not files:
        raise CourseError("no images for a contact sheet. Render some with `course faces render`, or loosen the filter.")
    rows = -(-len(files) // columns)
    page = Image.new("RGB", (min(columns, len(files)) * size, rows * size), "white")
    for place, file in enumerate(files):
        with Image.open(file) as opened:
            page.paste(opened.convert("RGB").resize((size, size), Image.LANCZOS),
                       (place % columns * size, place // columns * size))
    return page
