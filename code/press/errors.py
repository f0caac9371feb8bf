"""What goes wrong for a reason that the person at the keyboard can mend."""


class PressError(Exception):
    """Says what is wrong, where, and what to do; printed without a traceback."""
