"""The course as a web site: static files, made offline, that ask nothing of any other server."""
