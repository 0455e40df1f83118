"""What a student uses beside the notebook's own code: the self-check, the check of a whole notebook, progress, quizzes."""
