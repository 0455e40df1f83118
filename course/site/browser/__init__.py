"""The browser lab: JupyterLite in the site, with notebooks that Python runs in the reader's own browser.

``core``    the Pyodide core, fetched once in set-up, checked and kept in the cache
``wheels``  the packages the kernel needs, made from what is installed here, and the list Pyodide reads
``build``   the lab itself, without a network
``inside``  what is only there in the browser
"""
