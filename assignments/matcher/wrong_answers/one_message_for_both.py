"""
misconception: No face and several faces get one message, which is true of neither.
fails: [face]
message: "each case has a message of its own"
hint: Read your message beside a picture of two people. Is there a word in it that is not so?
"""

# %% task="face"
def the_face(boxes):
    if len(boxes) != 1:
        raise ValueError(f"no face, or {len(boxes)} faces: one is needed")
    return boxes[0]
