"""Judgement: cases that are decided step by step, and a student's own record of what was thought and when.

Nothing in here is graded, and nothing in here leaves the machine.
"""
