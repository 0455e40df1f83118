"""How the recognisers do on the cast: error rates with intervals, for ``docs/models.md`` and ``data/measured``.

``measure``   what is measured, and what is written

It joins the templates that ``course.matching`` made and the rates of ``course.evaluation``, and stands above both.
"""
