"""Find what could act in an HTML page."""

from __future__ import annotations

from html.parser import HTMLParser

TAGS = {"script", "iframe", "object", "embed", "form", "input", "svg", "math", "link", "meta", "base", "frame", "style"}
ADDRESSES = {"href", "src", "action", "formaction", "srcset", "data", "poster", "background", "xlink:href", "ping"}
SAFE = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/svg+xml;base64,")


class _Finder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            value = (value or "").strip().lower()
            if name.startswith("on") or name in ("srcdoc", "is"):
                self.found.append(f"<{tag} {name}>")
            if name == "style" and ("url(" in value or "position" in value or "expression" in value):
                self.found.append(f"<{tag} style={value}>")
            if name in ADDRESSES and not self._harmless(tag, name, value):
                self.found.append(f"<{tag} {name}={value}>")
            if name == "class" and "mermaid" in value:
                self.found.append(f"<{tag} class={value}>")

    @staticmethod
    def _harmless(tag: str, name: str, value: str) -> bool:
        if tag == "a" and name == "href":
            return value.startswith(("http://", "https://", "mailto:", "#"))
        return tag == "img" and name == "src" and value.startswith(SAFE)


def active(page: str) -> list[str]:
    """Tags and attributes in ``page`` that run, load or send something; links that a person must click are none."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return finder.found
