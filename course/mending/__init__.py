"""The training-set slider: choose who is in a small training set, and see whose errors change.

``mending``   the slider in a notebook
``page``      the same as one HTML file that needs no server and no network
``data``      the measured rates and the faces behind both

One ES module, ``mending.js``, draws both. Every composition was measured before (`course.mending.grid`), so that a
move is a look-up.
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "shown": "data MendingError",
    "document": "page",
    "widget": "mending Mending",
})
