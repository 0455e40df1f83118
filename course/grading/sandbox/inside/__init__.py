"""What runs on the student's side of the wall. Nothing here is trusted, and nothing here knows a right answer.

==============  ==========================================================================================
``zygote``      has the imports done; forks one isolated kernel for each submission
``isolation``   what a process gives up before it may run student code (namespaces, rights, limits)
``calls``       which system calls are left to it
``shell``       IPython without a terminal: a cell's code in, its outputs out
``serve``       the student's process: runs the cells, then answers questions about what they defined
==============  ==========================================================================================
"""
