"""From one readable source to the notebooks: lessons, student releases, instructor copies, checks."""
