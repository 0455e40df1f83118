"""
misconception: The image is refused, but nobody who reads the error learns that no face was found.
fails: [face]
message: "must say that no face was found"
hint: Who reads only your error, does that person learn that no face was found, or how many there were?
"""

# %% task="face"
def the_face(boxes):
    if len(boxes) != 1:
        raise ValueError
    return boxes[0]
