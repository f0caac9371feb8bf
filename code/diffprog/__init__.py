"""Small, readable tools for the pages of a book on differentiable programming."""

__version__ = "0.1.0"
