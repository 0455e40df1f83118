"""Where a submission runs: a process that this machine is out of reach of, and the outer end that believes nothing it says.

==============  ==========================================================================================
``limits``      what one submission may use; the one definition of it
``frames``      messages between two processes
``launcher``    starts the zygote in bubblewrap, and a kernel in it for each submission
``watch``       what the processes of a submission use, seen from outside
``kernel``      the outer end of one submission's process: run its cells, ask it, kill it
``inside``      what runs on the student's side
==============  ==========================================================================================

Nothing here knows an assignment, a check or a right answer.
"""
