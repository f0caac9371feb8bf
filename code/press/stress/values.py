"""x"""


def run_page(n, c):
    pass
