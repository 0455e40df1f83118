"""Where the camera and the lights stand: geometry in numpy, in the head model's axes (x left, y up, z forward)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.faces.render.shot import Shot

SENSOR = 36.0
"""Width of the sensor in millimetres, so that ``Shot.lens`` is a 35 mm equivalent."""
FACE_DEPTH = 0.75
"""The face turns about this z of the average head (decimetres)."""


@dataclass(frozen=True)
class Camera:
    position: np.ndarray
    axes: np.ndarray
    """(3, 3): rows are the camera's right, up and backward directions."""
    lens: float

    def project(self, points: np.ndarray) -> np.ndarray:
        """Return where ``points`` (n, 3) fall on the image, as shares of its width: x from left, y from the top."""
        local = (points - self.position) @ self.axes.T
        scale = self.lens / SENSOR / -local[:, 2]
        return np.stack([0.5 + local[:, 0] * scale, 0.5 - local[:, 1] * scale], 1)


def direction(azimuth: float, elevation: float) -> np.ndarray:
    """Return a unit vector: degrees from straight ahead towards the model's left, and upwards."""
    a, e = np.radians([azimuth, elevation])
    return np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])


def place(shot: Shot, face: np.ndarray) -> tuple[Camera, np.ndarray]:
    """Place the camera for ``shot`` before the vertices of the face (n, 3). Returns it and the point it looks at.

    The head stays where it is: a face turned by ``yaw`` is a camera that stands to the other side.
    """
    low, high = face.min(0), face.max(0)
    aim = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2 + 0.09, FACE_DEPTH])
    distance = (high[1] - low[1]) / shot.fill_height * shot.lens / SENSOR
    backward = direction(-shot.yaw, -shot.pitch)
    right = np.cross([0, 1, 0], backward)
    right /= np.linalg.norm(right)
    up = np.cross(backward, right)
    roll = np.radians(shot.roll)
    axes = np.stack([np.cos(roll) * right + np.sin(roll) * up, np.cos(roll) * up - np.sin(roll) * right, backward])
    target = aim + shot.offset[0] * axes[0] + shot.offset[1] * axes[1]
    return Camera(target + distance * backward, axes, shot.lens), aim
