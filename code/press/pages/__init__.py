"""Pages: what they are, whether they must run, running them, and what they put out."""
