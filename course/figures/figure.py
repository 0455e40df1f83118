"""Figures with words: a drawing cannot be shown without text that says what it shows."""

from __future__ import annotations

import base64
import html
import io
from dataclasses import dataclass, field
from typing import Any

# Okabe and Ito's palette: the eight stay apart for the three common colour-vision deficiencies.
COLOURS = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
}
MATED = COLOURS["blue"]
NON_MATED = COLOURS["vermilion"]


@dataclass
class Figure:
    """A drawing, its alternative text, and a caption. Jupyter shows it; the text goes where the picture goes.

    ``alt`` says what the figure shows, in a sentence or two that stand in for the picture.
    """

    drawing: Any = field(repr=False)
    alt: str
    caption: str = ""

    def __post_init__(self):
        if len(self.alt.split()) < 5:
            raise ValueError("alt text must say what the figure shows; a name is not enough")

    def png(self, dpi: int = 110) -> bytes:
        """The drawing as PNG bytes, the same for the same drawing."""
        buffer = io.BytesIO()
        self.drawing.savefig(buffer, format="png", dpi=dpi, bbox_inches="tight", metadata={"Software": None})
        return buffer.getvalue()

    def smallest_text(self, dpi: int = 110) -> float:
        """The size in pixels of the smallest text in the picture at its own size; 0 without text. Slides are held to it."""
        from matplotlib.text import Text

        sizes = [one.get_fontsize() for one in self.drawing.findobj(Text) if one.get_visible() and one.get_text().strip()]
        return min(sizes, default=0) * dpi / 72

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        import matplotlib.pyplot as plt

        data = base64.b64encode(self.png()).decode()
        plt.close(self.drawing)
        natural = f' data-text-px="{text:.1f}"' if (text := self.smallest_text()) else ""
        caption = f"<figcaption>{html.escape(self.caption)}</figcaption>" if self.caption else ""
        picture = f'<img src="data:image/png;base64,{data}" alt="{html.escape(self.alt)}"{natural} style="max-width:100%">'
        markup = f'<figure style="margin:0">{picture}{caption}</figure>'
        return {"text/html": markup, "text/plain": f"Figure. {self.alt}"}
