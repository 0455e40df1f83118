"""Figures of the lessons, by subject. Each comes with words that say what it shows.

``from course import figures`` is enough: ``figures.rates`` and the other parts load when they are first used.
"""

from course.lazy import parts

__all__, __getattr__, __dir__ = parts(__name__, __file__)
