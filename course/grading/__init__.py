"""Grade hostile submissions: student code runs in a sandbox, right answers stay outside it.

From the inside out:

===============  ===================================================================================
``isolation``    what a process gives up before it may run student code (namespaces, rights, limits)
``kernel``       runs a notebook's cells and answers questions about it; the student's process
``zygote``       has the imports done; forks one isolated kernel for each submission
``bubble``       starts the zygote in bubblewrap, and holds the outer end of a kernel's socket
``submission``   a folder of unknown files -> an ordinary notebook
``sanitise``     nothing in a graded notebook can act in the browser that shows it
``examine``      one submission -> a result: run, ask, compare, clean
``pool``         many submissions at once, on this machine or on a Dask cluster
``gradebook``    the one writer of nbgrader's gradebook
===============  ===================================================================================

Only ``isolation``, ``kernel`` and ``zygote`` run inside the sandbox. They know no check and no right answer.
"""
