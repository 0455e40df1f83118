"""The round trip with a learning-management system, by its own downloads and imports.

============  ============================================================================================
``roster``    who is in the class, from whatever list a system or a spreadsheet writes
``download``  what a download holds: each file, whose it is by the system's naming
``collect``   from a download to ``submitted/``
``handback``  feedback, or notebooks to hand out, as the one archive that a system takes for a class
============  ============================================================================================
"""
