"""Wrong answers to each lab of the book lose their marks; the model solution has them all."""

import html
import re

import model_answers
import nbformat
import pytest
import wrong_answers
from press import address, paths
from press.labs import lab, release
from press.labs.kinds import kind_of
from press.marking import apart, course
from press.pages import store
from small_course import WITHOUT

LABS = course.entries()


@pytest.fixture(scope="module", params=LABS)
def outcomes(request):
    """What became of all wrong answers to a lab."""
    return wrong_answers.outcomes(LABS[request.param].source)


def test_wrong_answers_lose_their_marks(outcomes):
    assert outcomes
    bad = [o for o in outcomes if not set(o.expected) <= set(o.failed) or o.visible]
    assert not bad, "\n".join(map(str, bad))


def test_messages_say_what_is_wrong(outcomes):
    """No failed test of a lab leaves a student with a bare error."""
    silent = [o for o in outcomes if o.message in ("", "AssertionError")]
    assert not silent, "\n".join(map(str, silent))


@pytest.mark.parametrize("name", LABS)
def test_a_right_answer_is_right_whatever_type_is_usual(name):
    """A notebook may make float64 the type of new tensors: what a test makes has a type."""
    first = "import torch\ntorch.set_default_dtype(torch.float64)"
    assert wrong_answers.failing(LABS[name].source, first) == []


@pytest.mark.parametrize("name", LABS)
def test_a_right_answer_is_right_whatever_the_seed(name):
    assert model_answers.unlucky(LABS[name].source) == []


# Hidden tests that ask for an error alone, which numbers do not decide.
ERRORS_ALONE = {
    "test-hinge-loss-2: hinge_loss",
    "test-bowl-minimum-2: bowl_minimum",
    "test-mean-variance-2: mean_variance",
}


@pytest.mark.parametrize("name", LABS)
def test_no_answer_can_change_the_question(name):
    """What is wanted is computed before the call, or from what was not given away."""
    assert set(model_answers.passed_by_zeros(LABS[name].source)) <= ERRORS_ALONE


@pytest.mark.parametrize("name", LABS)
def test_tests_take_nothing_from_the_notebook_but_what_tasks_define(name):
    """Whoever calls a variable `torch` or `math` has not lost a mark."""
    notebook = lab.read(LABS[name].source)
    given = apart.Given(notebook)
    tests = [c for c in notebook.cells if (kind := kind_of(c)) and kind.is_given]
    assert tests
    for test in tests:
        code, _, values = given.request(test.source) or (test.source, [], [])
        assert code == test.source, "it needs an import of its own"
        assert values == []


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """The real labs in a course folder, with the model solutions handed in and marked."""
    folder = tmp_path_factory.mktemp("course")
    course.make(folder, LABS, paths.SITE)
    for name, entry in LABS.items():
        student = nbformat.read(paths.SITE / address.notebook_path(entry.docname), as_version=4)
        file = folder / "submitted" / "solver" / name / f"{entry.source.stem}.ipynb"
        file.parent.mkdir(parents=True)
        nbformat.write(release.for_instructors(student, entry.source), file)
        with pytest.MonkeyPatch.context() as patch:
            for setting in WITHOUT.items():
                patch.setenv(*setting)
            course.nbgrader(folder, "autograde", name)
    return folder


@pytest.mark.parametrize("name", LABS)
def test_the_model_solution_gets_full_marks(handed_in, name):
    from press.marking import report

    rows = report.write(handed_in, name)
    lost = [row for row in rows if row.score != row.points and row.reason != report.BY_HAND]
    assert rows
    assert not lost
    assert not [row for row in rows if row.flag], "nothing in it asks for a look"


@pytest.mark.parametrize("name", LABS)
def test_the_release_is_what_the_site_offers(handed_in, name):
    entry = LABS[name]
    offered = nbformat.read(paths.SITE / address.notebook_path(entry.docname), as_version=4)
    file = handed_in / "release" / name / f"{entry.source.stem}.ipynb"
    released = nbformat.read(file, as_version=4)
    for ours, theirs in zip(offered.cells, released.cells, strict=True):
        assert (ours.source, ours.metadata) == (theirs.source, theirs.metadata)
    lab.require_no_leak(file.read_text(encoding="utf-8"), str(file))


def lines(text: str) -> set[str]:
    """The lines of a text, without the space around them."""
    return {line.strip() for line in text.splitlines()}


@pytest.mark.parametrize("name", LABS)
def test_no_hidden_line_is_in_the_site(name):
    """Line by line: what only the lab's source has is in none of its built files."""
    from press.labs import shown

    entry = LABS[name]
    visible, whole = shown.text(entry.source), entry.source.read_text(encoding="utf-8")
    hidden = {line for line in lines(whole) - lines(visible) if len(line) > 20}
    assert hidden
    for pattern in (f"{entry.docname}.html", f"_sources/{entry.docname}*"):
        for file in paths.SITE.glob(pattern):
            plain = re.sub(r"<[^>]+>", "", file.read_text(encoding="utf-8"))
            found = lines(html.unescape(plain))
            assert not hidden & found, file
            assert lines(visible) & found, "the test can see the lines of this file"
    assert store.record(entry.docname)
