"""Questions as HTML: forms that `book/_static/quiz/quiz.js` brings to life.

Without the script nothing is lost: the answers are folded, and what only the script can use, the
button and the line of progress, is hidden.
"""

from sphinx.writers.html5 import HTML5Translator

from press.quizzes import nodes as quiz

RIGHT, WRONG = "Right.", "Not this."


def visit_quiz(self: HTML5Translator, node: quiz.Quiz) -> None:
    self.body.append('<div class="quiz">\n')


def depart_quiz(self: HTML5Translator, node: quiz.Quiz) -> None:
    self.body.append(
        '<div class="quiz-progress" hidden><p></p><button type="button">Forget my answers</button>'
        '<span role="status"></span></div>\n</div>\n'
    )


def visit_question(self: HTML5Translator, node: quiz.Question) -> None:
    (place,) = node["ids"]
    self.body.append(f'<form class="quiz-question" id="{place}"><fieldset>\n')


def depart_question(self: HTML5Translator, node: quiz.Question) -> None:
    self.body.append("</form>\n")


def visit_asked(self: HTML5Translator, node: quiz.Asked) -> None:
    self.body.append(f'<legend><span class="quiz-number">{node["number"]}.</span> ')


def depart_asked(self: HTML5Translator, node: quiz.Asked) -> None:
    self.body.append("</legend>\n")


def visit_choice(self: HTML5Translator, node: quiz.Choice) -> None:
    radio = f'<input type="radio" name="quiz-{node["name"]}" value="{node["letter"]}">'
    self.body.append(f"<label>{radio} <span><b>{node['letter']}.</b> ")


def depart_choice(self: HTML5Translator, node: quiz.Choice) -> None:
    self.body.append("</span></label>\n")


def visit_reasons(self: HTML5Translator, node: quiz.Reasons) -> None:
    number = node["number"]
    self.body.append(
        f'</fieldset>\n<button type="submit" aria-label="Check question {number}" hidden>Check'
        '</button><div class="quiz-said" role="status"></div>\n'
        f"<details><summary>The answer to question {number}</summary>\n"
    )


def depart_reasons(self: HTML5Translator, node: quiz.Reasons) -> None:
    self.body.append("</details>\n")


def visit_reason(self: HTML5Translator, node: quiz.Reason) -> None:
    right = " data-right" if node["right"] else ""
    verdict = RIGHT if node["right"] else WRONG
    self.body.append(
        f'<p class="quiz-reason" data-letter="{node["letter"]}"{right}>'
        f"<b>{node['letter']}. {verdict}</b> "
    )


def depart_reason(self: HTML5Translator, node: quiz.Reason) -> None:
    self.body.append("</p>\n")


WRITERS = {
    quiz.Quiz: (visit_quiz, depart_quiz),
    quiz.Question: (visit_question, depart_question),
    quiz.Asked: (visit_asked, depart_asked),
    quiz.Choice: (visit_choice, depart_choice),
    quiz.Reasons: (visit_reasons, depart_reasons),
    quiz.Reason: (visit_reason, depart_reason),
}
