"""Colours of program text on paper: few, dark, and told apart in grey by weight and slant."""

from typing import ClassVar

from pygments.style import Style
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    Token,
)


class Print(Style):
    """Keywords bold, comments slanted, strings green."""

    background_color = "#f6f6f3"
    styles: ClassVar = {
        Token: "",
        Comment: "italic #5f6b66",
        Keyword: "bold #123f66",
        Keyword.Constant: "#123f66",
        Operator.Word: "bold #123f66",
        Name.Function: "bold",
        Name.Class: "bold",
        Name.Decorator: "#6b4c00",
        Number: "#6b2f00",
        String: "#1d5c3a",
        Generic.Prompt: "#777777",
        Error: "",
    }
