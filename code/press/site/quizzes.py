"""The directives `{quiz}` and `{course-quiz}`: questions that readers answer on the page.

Each is a form of its own with real radio buttons. Without its script the page shows all questions
with their answers folded; `book/_static/quiz/quiz.js` checks what is chosen, says why, and keeps
in the reader's browser what was right. A page without a quiz loads neither script nor styles.
"""

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press import paths
from press.pages import results, toc
from press.quizzes import bank, draw
from press.quizzes import nodes as quiz
from press.quizzes.bank import LETTERS
from press.quizzes.words import linked
from press.site import quiz_forms
from press.site.links import page_link
from press.site.overview import note_overview

SCRIPT, STYLES = "quiz/quiz.js", "quiz/quiz.css"  # in `_static`, where no page loads them by itself


def setup(app: Sphinx) -> None:
    app.add_directive("quiz", OfThePage)
    app.add_directive("course-quiz", OfTheCourse)
    for node, writers in quiz_forms.WRITERS.items():
        app.add_node(node, html=writers)
    app.connect("html-page-context", load)


def load(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Let the pages that have questions load the script, and no others."""
    if doctree is not None and next(doctree.findall(quiz.Quiz), None):
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(STYLES)


class Questions(SphinxDirective):
    """What the two directives share: from the bank to the tree."""

    def tree(self, listed: list[tuple[str, bank.Question]], say_where: bool) -> quiz.Quiz:
        """The questions, each with the page that it is from."""
        made = quiz.Quiz()
        for number, (docname, question) in enumerate(listed, 1):
            made += self.question(number, docname, question, say_where)
        return made

    def question(
        self, number: int, docname: str, question: bank.Question, say_where: bool
    ) -> quiz.Question:
        told = {"name": question.id, "number": number}
        asked = quiz.Asked("", "", *self.line(question.asked, docname), **told)
        reasons = quiz.Reasons(**told)
        choices = []
        for letter, option in zip(LETTERS, question.options, strict=False):
            text, why = self.line(option.text, docname), self.line(option.why, docname)
            choices.append(quiz.Choice("", "", *text, letter=letter, **told))
            reasons += quiz.Reason("", "", *why, letter=letter, right=option.right)
        if say_where:
            link = page_link(self.env, docname)
            reasons += nodes.paragraph("", "From ", link, nodes.Text("."), classes=["quiz-from"])
        code = [nodes.literal_block(question.code, question.code, language="python")]
        right = LETTERS[question.right]
        content = [asked, *(code if question.code else []), *choices, reasons]
        return quiz.Question("", *content, right=right, ids=[f"quiz-{question.id}"], **told)

    def line(self, text: str, docname: str) -> list[nodes.Node]:
        """A line of MyST, whose links to pages are as on its own page."""
        found, messages = self.state.inline_text(text, self.lineno)
        for link in (node for part in found for node in part.findall(addnodes.pending_xref)):
            if link["reftype"] == "doc":
                link["reftarget"] = f"/{linked(link['reftarget'], docname)}"
        return [*found, *messages]

    def note_bank(self, docname: str) -> None:
        """Read this page again when the bank of that one changes; a new one is an overview's."""
        file = bank.file_of(toc.source(docname))
        if file.is_file():
            self.env.note_dependency(file.relative_to(paths.BOOK).as_posix())


class OfThePage(Questions):
    """`{quiz}`: the questions that lie beside the page, in `NAME.quiz.yml`; it has no argument."""

    def run(self) -> list[nodes.Node]:
        docname = self.env.docname
        self.note_bank(docname)
        found = bank.of_page(toc.source(docname))
        if not found:
            file = bank.file_of(toc.source(docname)).name
            text = f"{{quiz}}: there is no {file} beside the page: write its questions there"
            return [self.state.document.reporter.warning(text, line=self.lineno)]
        return [self.tree([(docname, question) for question in found], say_where=False)]


class OfTheCourse(Questions):
    """`{course-quiz} first`: the quiz on that half of the course, drawn by the book's seed."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        half = self.arguments[0]
        if half not in draw.HALVES:
            text = f"{{course-quiz}} {half}: there are the halves {' and '.join(draw.HALVES)}"
            return [self.state.document.reporter.warning(text, line=self.lineno)]
        for entry in toc.entries():
            self.note_bank(entry.docname)
        self.env.note_dependency(draw.MAP)
        note_overview(self.env)
        pages = draw.of_half(half)
        drawn = draw.quiz(half)
        there = sum(map(len, pages.values()))
        said = nodes.paragraph("", _of_how_many(len(drawn), there, len(pages)))
        listed = [(one.docname, one.question) for one in drawn]
        return [said, self.tree(listed, say_where=True)] if listed else [said]


def _of_how_many(drawn: int, there: int, pages: int) -> str:
    """How many questions a quiz has, and why not more where there are too few."""
    if not there:
        return "No page of this half has questions so far."
    of_pages = f"on {results.counted(pages, 'page')}"
    if drawn < draw.LENGTH:
        few = f"The bank has {results.counted(there, 'question')} {of_pages} of this half so far"
        return f"{few}, so all of them are here: {draw.LENGTH} are drawn as soon as it has more."
    return f"{drawn} questions, drawn by the seed {draw.SEED} from {there} {of_pages}."
