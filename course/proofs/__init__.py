"""Proofs above grading: an assignment is graded with answers whose marks are known, and its checks meet small slips."""
