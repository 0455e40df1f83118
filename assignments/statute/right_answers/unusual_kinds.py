"""
why: A dict that nobody can change, with other capitals.
"""

# %% task="asks"
from types import MappingProxyType
asks = MappingProxyType({"Q6": "leave", "Q5": "person", "Q4": "evidence", "Q3": "report", "Q2": "test", "Q1": "threshold"})
no_law = "Threshold"
