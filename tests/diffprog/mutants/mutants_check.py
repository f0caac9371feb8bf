"""Small breakages of diffprog.check; none of these tests needs torch."""

from mutant import Mutant

AGREE = "check/test_agree.py"
STATISTICS = "check/test_statistics.py"
OUTCOMES = "check/test_outcomes.py"
ANSWERS = "check/test_answers.py"
DIFFERENCE = "check/test_difference.py"
REPRODUCED = "check/test_reproduced.py"


def in_claims(old, new, why, tests=AGREE):
    return Mutant("check/claims.py", old, new, why, tests)


def in_values(old, new, why, tests=AGREE):
    return Mutant("check/values.py", old, new, why, tests)


def in_answers(old, new, why):
    return Mutant("check/answers.py", old, new, why, ANSWERS)


def in_statistics(old, new, why):
    return Mutant("check/statistics.py", old, new, why, STATISTICS)


def in_difference(old, new, why):
    return Mutant("check/difference.py", old, new, why, DIFFERENCE)


MUTANTS = [
    in_answers("a.shape == b.shape and ", "", "an answer's shape is broadcast"),
    in_answers("(3, 6, 9, 17)", "(3,)", "two numbers that look alike"),
    in_answers("rtol, atol, nan=True)", "rtol, atol)", "a mistake that gives NaN is not named"),
    in_answers("if got is None:", "if False:", "a forgotten return is not named"),
    in_answers("np.where(wrong, gap, -1.0)", "-gap", "the best entry is shown, not the worst"),
    in_answers("(zero_of(right) or 1e-9)", "1e-9", "a small answer may be 0"),
    in_answers("(zero_of(right) or 1e-9)", "zero_of(right)", "0 allows no rounding noise"),
    in_answers("if np.isnan(right).any():", "if False:", "nothing can be right, without a word"),
    in_values("1e-9 * min(1.0, max(sizes))", "1e-9", "small numbers agree with 0"),
    in_values("1e-9 * min(1.0, max(sizes))", "1e-9 * max(sizes)", "large ones widen what is 0"),
    in_values("if not 0 <= rtol < 1:", "if not 0 <= rtol:", "a tolerance that passes everything"),
    in_values("0 <= atol < np.inf", "0 <= atol", "an infinite tolerance"),
    in_claims("else 1e9 * zero or 1.0", "else 1.0", "the printed gap of small numbers is absolute"),
    in_claims("if a.shape != b.shape", "if a.ndim != b.ndim", "shapes are broadcast"),
    in_claims("same, apart, np.inf", "same, apart, 0.0", "infinity agrees with anything"),
    in_claims("if (gap > tolerance).any()", "if (gap > tolerance).all()", "one entry may be off"),
    in_claims(
        "combinations(range(len(arrays)), 2)",
        "[(0, k) for k in range(1, len(arrays))]",
        "only pairs with the first route",
    ),
    in_claims("if factor < by", "if factor < 1", "the margin is not asked for", OUTCOMES),
    in_claims("tuple(shape) == ()", "len(condition)", "an array counts as true", OUTCOMES),
    in_claims("1 < by < np.inf", "1 < by", "nothing is infinitely better than 1", OUTCOMES),
    in_values("if np.isnan(array).any()", "if np.isnan(array).all()", "NaN"),
    in_statistics("/ np.sqrt(n)", "/ n", "the error of the mean falls too fast"),
    in_statistics("np.abs(mean - expected)", "mean - expected", "means that are too small pass"),
    in_statistics("4 * eps * largest", "1e-3", "equal samples may be off"),
    in_statistics("np.where(largest > 0, largest, 1.0)", "1.0", "squares over- and underflow"),
    in_statistics("0 < k < np.inf", "0 < k", "infinitely many standard errors"),
    in_difference("f(up), f(down)", "f(up), f(x)", "a forward difference over two steps"),
    in_difference("np.stack(columns, axis=-1)", "np.stack(columns, axis=0)", "J is transposed"),
    Mutant("check/reproduced.py", "(?<!\\S)-", "-", "a hyphen becomes a minus", REPRODUCED),
    Mutant("check/reproduced.py", 'r" %"', 'r"%"', "two spellings of per cent", REPRODUCED),
]
