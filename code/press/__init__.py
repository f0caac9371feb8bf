"""The press: turns the pages of the book into notebooks, a site and PDFs.

It knows pages as files and never imports one; the package ``diffprog``, which
pages import, never imports the press.
"""
