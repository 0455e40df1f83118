"""Your own images, on this machine alone: add a folder of them, bring them up to date, forget them.

``walk``    read a folder, with a line for all that is no image of a person
``add``     read, normalise, detect, represent, and put into the store
``forget``  delete, and then search the disk for what is left

``course.faces.own_store`` keeps them and ``course.faces.own`` loads them. This stands above the matcher, which it uses.
"""
