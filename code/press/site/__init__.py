"""The HTML site: Sphinx's build of the book, and each thing that the book adds to it."""
