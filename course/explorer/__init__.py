"""The threshold explorer: drag a threshold, and see who is matched, who is missed and who is wrongly named.

``explorer``   the explorer in a notebook, with its controls
``page``       the same as one HTML file that needs no server and no network
``data``       the counts, intervals and pairs of faces behind both

One ES module, ``explorer.js``, draws both. It computes every rate in the browser from counts that are sent once.
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "counts": "data ExplorerError",
    "document": "page",
    "widget": "explorer Explorer",
})
