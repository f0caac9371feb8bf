"""One bank of questions for the pages, for print, for notebooks and for other systems.

`bank` reads it, `answers` computes what is right, `draw` picks the questions of the two course
quizzes, `nodes` are what a question is in a page's tree; `words`, `gift`, `qti` and `export`
write it for Moodle and Canvas.
"""
