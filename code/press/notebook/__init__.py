"""A page's resolved document tree as a notebook for plain Jupyter and Colab.

`cells` walks the tree and splits it into cells; `blocks`, `boxes` and `figures` write
Markdown for what stands between the code, `inline` for what stands in a line; `render`
is the table that they register in, and what they need to know about the page.
"""
