"""Sign-on from a learning-management system by LTI 1.3. Untried against a real system.

    .venv/bin/python -m pip install jupyterhub-ltiauthenticator==1.6.3
    .venv/bin/jupyterhub -f deploy/hub/lti.py

It goes on from jupyterhub_config.py. The system's administrator gives the values that the environment names.
"""

import os
from pathlib import Path

load_subconfig(str(Path(__file__).with_name("jupyterhub_config.py")))  # noqa: F821 - JupyterHub's
c = get_config()  # noqa: F821 - JupyterHub's
c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
c.LTI13Authenticator.issuer = os.environ["LTI_ISSUER"]
c.LTI13Authenticator.authorize_url = os.environ["LTI_AUTHORIZE_URL"]
c.LTI13Authenticator.client_id = {os.environ["LTI_CLIENT_ID"]}
c.LTI13Authenticator.jwks_endpoint = os.environ["LTI_JWKS_URL"]
# Whose name a person gets. It must be an account of this machine, and named in class.yml.
c.LTI13Authenticator.username_key = os.environ.get("LTI_USERNAME_KEY", "preferred_username")
