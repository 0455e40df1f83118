"""Read YAML: by libyaml where PyYAML was built with it, which takes a tenth of the time."""

from __future__ import annotations

from typing import Any


def from_yaml(text: str) -> Any:
    """What the text says, in plain Python: nothing that it names is called.

    Raises
    ------
    yaml.YAMLError
        When it is not YAML.
    """
    import yaml

    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.safe_load(text)  # says better what is wrong, and where
