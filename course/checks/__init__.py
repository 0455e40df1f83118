"""A check asks a student's code a question and compares the answer. The notebook, the self-check and the grader stand on this."""
