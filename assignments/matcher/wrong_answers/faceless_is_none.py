"""
misconception: An image without a face gives None, and the pipeline goes on.
fails: [face]
message: "must be refused with a ValueError"
"""

# %% task="face"
def the_face(boxes):
    if not boxes:
        return None
    if len(boxes) > 1:
        raise ValueError("several faces")
    return boxes[0]
