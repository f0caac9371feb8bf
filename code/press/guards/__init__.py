"""What guards a page: rules over its source, each naming file and line.

A rule is a function from a :class:`~press.guards.subject.Page` to problems. The
test suite runs every rule over every page; `python -m press check` does the same
for an author in a second, without running anything.
"""

from press.guards import (
    captions,
    cell_size,
    claims,
    exercises,
    lab_marks,
    line_starts,
    listings,
    network,
    paper,
    prompts,
    quizzes,
    references,
    shades,
    silence,
    spelling,
    template,
    terms,
    typed_numbers,
    weights,
)
from press.guards.subject import Book, Page, Problem

RULES = (
    cell_size.too_long,
    cell_size.too_wide,
    cell_size.expected_exception,
    listings.wide_listing,
    captions.unnamed_figure,
    captions.unmentioned_figure,
    paper.this_page,
    captions.image_without_alt,
    shades.shade,
    captions.typed_mathematics,
    claims.unchecked_section,
    exercises.unsolved,
    exercises.too_few,
    template.opening_box,
    template.ending,
    template.untagged_exercise,
    template.inline_proof,
    template.empty_header,
    template.quiz_section,
    quizzes.unsound_bank,
    quizzes.number_of_questions,
    quizzes.long_question,
    quizzes.lazy_option,
    quizzes.unchecked_number,
    quizzes.unlike_prose,
    quizzes.not_for_export,
    references.missing_citation,
    references.missing_label,
    lab_marks.unequal_marks,
    lab_marks.untried_tests,
    network.network,
    silence.ended_early,
    silence.swallowed_check,
    prompts.prompt,
    line_starts.comment,
    line_starts.broken_paragraph,
    line_starts.broken_formula,
    typed_numbers.typed_number,
    spelling.american,
    terms.unmarked_term,
    terms.inconsistent_term,
    weights.other_way_round,
)

__all__ = ["RULES", "Book", "Page", "Problem", "check", "problems"]


def problems(page: Page) -> list[Problem]:
    """Everything that the rules find on one page, in order of lines."""
    return sorted(problem for rule in RULES for problem in rule(page))


def check() -> int:
    """Print every problem of every page, and of the table of contents; 0 if none."""
    book = Book.read()
    found = [*book.contents_problems(), *(p for page in book.pages for p in problems(page))]
    for problem in found:
        print(problem)
    print(f"guards: {len(found)} problems on {len(book.pages)} pages")
    return min(len(found), 1)
