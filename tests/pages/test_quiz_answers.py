"""The key of every question, computed; and what holds of the bank as a whole."""

from collections import Counter

import pytest
from press.pages import toc
from press.quizzes import answers, bank
from press.quizzes.bank import LETTERS

ASKED = [entry for entry in toc.entries() if bank.file_of(entry.source).is_file()]
FEW = 12  # questions that tell little about all
LONGEST = 0.45  # of the right options may be the longest; by chance a quarter to a third are


@pytest.mark.parametrize("entry", ASKED, ids=lambda entry: entry.docname)
def test_what_is_called_right_is_right_and_all_else_is_wrong(entry):
    found = [fault for question in bank.of_page(entry.source) for fault in answers.faults(question)]
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def questions():
    found = [question for bank_ in bank.of_book().values() for question in bank_]
    if len(found) < FEW:
        pytest.skip(f"{len(found)} questions")
    return found


def test_who_always_takes_the_longest_option_fails(questions):
    """Of questions whose options are words: numbers do not tempt by their length."""
    wordy = [one for one in questions if min(len(option.text) for option in one.options) > 12]
    longest = [
        one.id
        for one in wordy
        if len(one.options[one.right].text) > max(len(o.text) for o in one.options if not o.right)
    ]
    assert len(longest) <= max(LONGEST * len(wordy), 2), longest


def test_who_always_takes_one_letter_fails(questions):
    counted = Counter(LETTERS[question.right] for question in questions)
    expected = len(questions) / 4
    # Four standard deviations of a fair draw among four.
    most = expected + 4 * (expected * 0.75) ** 0.5
    assert max(counted.values()) <= most, counted


def test_reasons_for_what_is_right_are_no_longer_than_others(questions):
    """Nor shorter: whoever reads why a choice was wrong has as much to read."""
    right = [len(one.options[one.right].why) for one in questions]
    wrong = [len(o.why) for one in questions for o in one.options if not o.right]
    ratio = (sum(right) / len(right)) / (sum(wrong) / len(wrong))
    assert 0.6 < ratio < 1.6
