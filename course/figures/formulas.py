"""TeX as pictures, with the formula as their alternative text: for pages that run no script."""

from __future__ import annotations

import base64
import functools
import html
import io
import re


def in_text(source: str) -> str:
    """Markdown in which every formula between dollar signs, outside of code, is a picture."""
    parts = re.split(r"(```.*?```|`[^`\n]*`)", source, flags=re.S)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"\$\$(.+?)\$\$", lambda m: picture(m[1], True), parts[i], flags=re.S)
        parts[i] = re.sub(r"(?<![\\\w$])\$(?=[^\s\d$])([^$\n]+?)(?<=\S)\$(?![\w$])", lambda m: picture(m[1], False), parts[i])
        parts[i] = re.sub(r"(?<![\\\w$])\$(\d+[^$\n]*?[\\^/a-zA-Z][^$\n]*?)\$(?![\w$])",
                          lambda m: picture(m[1], False), parts[i])
    return "".join(parts)


@functools.lru_cache(maxsize=500)
def picture(tex: str, display: bool) -> str:
    """A formula as an ``img`` that holds its drawing; what cannot be drawn is shown as code."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import math_to_image

    tex = " ".join(tex.split())
    drawing = io.BytesIO()
    try:
        depth = math_to_image(f"${tex}$", drawing, prop=FontProperties(size=12), dpi=72, format="svg")
    except ValueError:
        return f"<code>{html.escape(tex)}</code>"
    source = base64.b64encode(drawing.getvalue()).decode()
    kind = "formula display" if display else "formula"
    return (f'<img class="{kind}" src="data:image/svg+xml;base64,{source}" alt="{html.escape(tex)}" '
            f'style="vertical-align:-{depth or 0:.1f}px">')
