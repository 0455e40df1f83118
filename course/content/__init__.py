"""Lessons and assignments: their sources, and the notebooks, rubrics, variants and known answers made from them."""
