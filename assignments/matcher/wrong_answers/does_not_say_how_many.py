"""
misconception: Several faces are refused, but the message does not say how many there are.
fails: [face]
message: "must say how many faces there are"
hint: Who reads only your error, does that person learn that no face was found, or how many there were?
"""

# %% task="face"
def the_face(boxes):
    if not boxes:
        raise ValueError("no face was found")
    if len(boxes) > 1:
        raise ValueError("too many faces")
    return boxes[0]
