"""
misconception: One message is written for every number of faces.
fails: [face]
message: "the same of two faces and of four"
hint: Read your message beside a picture with two faces. Does it say that there are two?
"""

# %% task="face"
def the_face(boxes):
    if len(boxes) == 1:
        return boxes[0]
    raise ValueError("no face, or more faces than one: 0, 2, 3, 4, 5, 6, 7, 8 or 9" if not boxes else "there are 2, 3, 4, 5, 6, 7, 8 or 9 faces")
