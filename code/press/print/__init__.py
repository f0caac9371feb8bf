"""From pages to LaTeX to PDF: the handouts and the whole book.

Sphinx's own LaTeX builder is kept, and changed in four places: `documents` assembles
the documents, `numbers` and `translator` print the numbers of the site, `statements`
sets statements, exercises and solutions, `bibliography` gathers what is cited.
`xelatex` runs XeLaTeX and `complaints` reads what it has to say.
"""
