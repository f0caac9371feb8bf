"""`make bench`: what is measured rather than asserted, printed in one run."""

from press.bench import builds, paint, scalars, weight


def bench() -> int:
    """Print all measurements beside their goals; never fails for being slow."""
    builds.report()
    weight.report()
    paint.report()
    scalars.report()
    return 0
