"""Figures of the lessons, by subject. Each comes with words that say what it shows."""
