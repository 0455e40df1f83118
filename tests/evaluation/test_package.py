"""What the notebooks rely on: names, light imports, and functions short enough to be shown."""

import ast
import inspect
import subprocess
import sys
import textwrap

import pytest

from course import evaluation
from course.errors import CourseError

SHOWN = ["fmr", "fnmr", "threshold_at_fmr", "threshold_at_fnmr", "fpir", "fnir", "deepface_confidence", "expected_cost",
         "posterior", "false_candidates", "fpir_if_independent", "max_min_ratio", "max_geometric_mean_ratio", "gini",
         "garbe", "fairness_discrepancy_rate", "inequity_rate", "operating_point", "fnmr_at_fmr"]


@pytest.mark.parametrize("name", evaluation.__all__)
def test_every_name_is_there_and_described(name):
    thing = getattr(evaluation, name)
    if callable(thing):
        assert (thing.__doc__ or "").strip(), name
    assert name in dir(evaluation)


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="far"):
        _ = evaluation.far
    assert issubclass(evaluation.EvaluationError, CourseError)


@pytest.mark.parametrize("name", SHOWN)
def test_lesson_functions_fit_on_a_slide(name):
    source = textwrap.dedent(inspect.getsource(getattr(evaluation, name)))
    function = ast.parse(source).body[0]
    first = function.body[1]  # after the docstring
    assert function.end_lineno - first.lineno + 1 <= 8


def test_importing_needs_numpy_alone():
    code = (
        "import sys; import course.evaluation as e; assert 'numpy' not in sys.modules\n"
        "for name in e.__all__: getattr(e, name)\n"
        "heavy = {'sklearn', 'scipy', 'pandas', 'dask', 'distributed', 'tqdm', 'matplotlib', 'deepface', 'cv2'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
