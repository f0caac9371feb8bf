"""What a lab is: one source, from which come the page, the notebooks and the course folder.

A lab's source is a page in `book/labs/` that holds the model solution and the hidden tests
between nbgrader's delimiters. `lab` reads it, `kinds` is the table of its kinds of cells, `shown`
makes the page that readers see, `release` the notebooks; `press.marking` marks what students
hand in.
"""
