"""Judgement: what is owed to people, and how an opinion is come to and argued for. Nothing here says which is right.

Cases that are decided step by step, arguments and the check of their form, lenses, clauses and what they leave open, and a
student's own record of what was thought and when. The record is never graded, and never leaves the machine.
"""
