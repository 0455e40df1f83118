"""nbgrader's gradebook, and what it has no column for.

============  ============================================================================================
``tables``    three tables of our own in the same database
``writer``    the one writer: each result in one transaction
``reader``    what is asked of them: what is done, the class's secret, outcomes, open requests
============  ============================================================================================
"""
