"""Text that a cell printed, brought to what a reader should see."""

import pytest
from nbformat.v4 import new_output
from press.pages import signs, streams


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("plain\ntext\n", "plain\ntext\n"),
        ("  1%\r 50%\r100%\n", "100%\n"),
        ("long line\rshort", "shortline"),  # what is not overwritten stays
        ("long line\r\x1b[Kshort", "short"),
        ("one\r\ntwo\r\n", "one\ntwo\n"),
        ("abc\b\bX", "aXc"),
        ("\b\bX", "X"),
        ("outer 1\ninner 1\x1b[A\router 2\ninner 2", "outer 2\ninner 2"),
        ("\x1b[A\x1b[Aup", "up"),
        ("a\n\x1b[A   b", "   b\n"),
    ],
)
def test_a_terminal(printed, seen):
    assert streams.on_a_terminal(printed) == seen


def test_long_lines_take_no_longer_than_short_ones():
    line = "x" * 400_000
    assert streams.on_a_terminal(f"{line}\n{'y' * 9}\r{'z' * 9}\n") == f"{line}\n{'z' * 9}\n"
    assert streams.on_a_terminal("x\b" * 400_000 + "y") == "y"


def stream(name, text):
    return new_output("stream", name=name, text=text)


def parts(outputs):
    return [(output.get("name"), output.get("text")) for output in streams.joined(outputs)]


def test_pieces_are_joined_wherever_they_were_cut():
    figure = new_output("display_data", {"image/png": "..."})
    outputs = [stream("stdout", "on"), stream("stdout", "e\n\n"), figure, stream("stdout", "two")]
    assert parts(outputs) == [("stdout", "one\n\ntwo\n"), (None, None)]


def test_standard_output_comes_first_where_the_order_is_chance():
    figure = new_output("display_data", {"image/png": "..."})
    outputs = [stream("stderr", "careful"), stream("stdout", "one")]
    assert parts(outputs) == [("stdout", "one\n"), ("stderr", "careful\n")]
    outputs = [stream("stderr", "careful"), figure, stream("stdout", "one")]
    assert parts(outputs) == [("stderr", "careful\n"), (None, None), ("stdout", "one\n")]


def test_nothing_moves_across_the_sign_of_hidden_tests():
    figure = new_output("display_data", {"image/png": "..."})
    outputs = [
        stream("stdout", "seen\n"),
        figure,
        stream("stdout", f"also seen\n{signs.SIGN}\nhidden, "),
        figure,
        stream("stdout", "hidden as well"),
    ]
    assert parts(outputs) == [
        ("stdout", "seen\nalso seen\n"),
        (None, None),
        ("stdout", f"{signs.SIGN}\nhidden, hidden as well\n"),
        (None, None),
    ]


def test_size_counts_text_and_no_pictures():
    outputs = [
        stream("stdout", "four"),
        new_output("display_data", {"image/svg+xml": "x" * 99, "text/plain": "<>"}),
        new_output("error", ename="E", evalue="e", traceback=["long"]),
    ]
    assert streams.size(outputs) == 6
