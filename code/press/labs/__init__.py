"""Labs: one source each, from which come the page, the notebooks and the course folder.

A lab's source is a page in `book/labs/` that holds the model solution and the hidden tests
between nbgrader's delimiters. `source` knows its cells, `shown` makes the page that readers
see, `release` the notebooks, `course` the folder that nbgrader works in; `sandbox` and
`marking` run and mark what students hand in, and `report` says what came of it; `validate`
is for a student alone. `wrong` tries wrong answers, which must lose their marks.
"""
