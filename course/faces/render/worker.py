"""A process of the render environment: reads jobs as JSON lines, renders them, answers in JSON lines.

Started by ``run.py``. A job is one subject: its pictures' identities and shots, and the files to write.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(model_folder: str) -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Blender talks on standard output
    from course.faces.render import headmodel, scene
    from course.faces.render.identity import Identity
    from course.faces.render.shot import Shot

    studio = scene.Studio(headmodel.load(Path(model_folder)))
    for line in sys.stdin:
        job = json.loads(line)
        measured, seated = {}, None
        for picture in job["pictures"]:
            person, shot = Identity(**picture["person"]), Shot(**picture["shot"])
            if person != seated:
                studio.seat(person)
                seated = person
            photograph, values = studio.shoot(shot, job["size"])
            write(photograph, Path(picture["path"]), shot.quality)
            measured[picture["image"]] = values
        print(json.dumps(measured), file=answers, flush=True)


def write(photograph, path: Path, quality: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}-{os.getpid()}.tmp")
    photograph.save(temporary, format="JPEG", quality=quality, subsampling=0)
    os.replace(temporary, path)


if __name__ == "__main__":
    main(sys.argv[1])
