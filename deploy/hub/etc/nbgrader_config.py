"""nbgrader on the hub, for everybody. Read from JUPYTER_CONFIG_PATH; see jupyterhub_config.py."""

import getpass
import os
from pathlib import Path

from nbgrader.auth import JupyterHubAuthPlugin

c = get_config()  # noqa: F821 - Jupyter's
COURSE = os.environ.get("COURSE_HUB_NAME", "ethics")
c.CourseDirectory.course_id = COURSE
c.Exchange.root = os.environ.get("COURSE_HUB_EXCHANGE", "/srv/nbgrader/exchange")
c.Exchange.path_includes_course = False
c.Authenticator.plugin_class = JupyterHubAuthPlugin  # courses by the hub's groups: nbgrader-COURSE, formgrade-COURSE

# The account that holds the class works on it; `course release` made it and its settings.
room = Path.home() / COURSE
if getpass.getuser() == f"grader-{COURSE}" and (room / "nbgrader_config.py").is_file():
    load_subconfig("nbgrader_config.py", path=str(room))  # noqa: F821 - Jupyter's
    c.CourseDirectory.root = str(room)
    c.CourseDirectory.course_id = COURSE
