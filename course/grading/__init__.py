"""Grade hostile submissions: student code runs in a sandbox, right answers stay outside it.

The way of a submission, from a folder to the gradebook:

=====================  =============================================================================
``run``                the whole of it: read, examine, write, for everything that was handed in
``edition``            what a submission is graded by: the assignment, with a variant's constants
``submission``         a folder of unknown files -> its bytes; ``which`` of them is the notebook is a rule
``pool``               many at once, on this machine's cores or on a Dask cluster
``examiner``           the outer end of a process that examines one after another
``examine``            one submission -> a result: run, ask, compare, clean
``assemble``           a student's text in the released notebook; ``unmarked`` finds answers whose cells lost their marks
``sandbox``            where it runs; ``sandbox.inside`` is the student's side
``sanitise``           nothing in a graded notebook can act in the browser that shows it; ``clean`` parses HTML and
                       Markdown in a child that may be killed, ``harmless`` says what may stand in a page,
                       ``drawings`` what may stand in an SVG
``gradebook``          the one writer of nbgrader's gradebook, and its reader
=====================  =============================================================================

``records`` holds what these hand to each other. Around them: ``classroom`` (an nbgrader course folder),
``nbgrader_settings``, ``names``, ``texts`` and ``times`` (as people and systems write them), ``lateness``, ``regrade`` (requests),
``feedback``, ``export``, ``lms`` (a learning-management system's downloads and imports), ``changes`` (an update in mid-term), ``stats``,
``validate``, ``check`` (a student's own notebook), and ``commands``.

Only ``sandbox.inside`` runs inside the sandbox. It knows no check and no right answer.
"""
