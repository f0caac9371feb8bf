"""From pages to LaTeX to PDF: what `press.handouts` and `press.pdf` share.

Sphinx's own LaTeX builder is kept, and changed in four places: `builder` assembles
the documents, `references` and `translator` print the numbers of the site, `boxes`
sets statements, exercises and solutions, `bibliography` gathers what is cited.
`engine` runs XeLaTeX and `log` reads what it complains about.
"""
