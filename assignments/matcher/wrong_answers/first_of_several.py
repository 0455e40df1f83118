"""
misconception: With several faces in the image the first one is taken.
fails: [face]
message: "cannot know which one is meant"
"""

# %% task="face"
def the_face(boxes):
    if not boxes:
        raise ValueError("no face")
    return boxes[0]
