"""Data that needs no download: bundled with scikit-learn or Python, or generated."""
