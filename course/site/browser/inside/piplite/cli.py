"""``%pip`` in a cell."""


async def get_transformed_code(arguments):
    """What ``%pip install numpy`` becomes."""
    wanted = [word for word in arguments if not word.startswith("-")][1:]
    return f"import piplite; await piplite.install({wanted!r})"
