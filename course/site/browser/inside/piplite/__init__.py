"""In the place of JupyterLite's installer: nothing can be installed here, and no other server is asked.

The kernel's worker imports this before anything else, so what the lab must say is said from the first cell on.
"""

import logging

import browser_lab

browser_lab.say_what_is_not_here()
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it warns that it looks for fonts, once, for seconds


async def install(requirements, **_):
    """Refuse, in one sentence."""
    names = requirements if isinstance(requirements, str) else ", ".join(requirements)
    raise ImportError(f"{names} cannot be installed here: the browser lab asks no other server. {browser_lab.MEND}")
