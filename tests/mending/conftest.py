"""What the slider shows, built once."""

import pytest


@pytest.fixture(scope="session")
def slider_data():
    from course.mending import data

    return data()
