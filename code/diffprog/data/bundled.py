"""Real data that comes with scikit-learn: handwritten digits and four tables."""

import torch

from diffprog.data.split import Examples, Splits, split

TABLES = ("breast_cancer", "diabetes", "iris", "wine")


def digits(images: bool = False, generator: torch.Generator | None = None) -> Splits:
    """1,797 handwritten digits of 8 by 8 pixels, for training, validation and test.

    Shapes: `train`, `val` and `test`, each with X (N, 64), or (N, 1, 8, 8) with `images=True`,
    float32, ink from 0 to 1, and y (N,), int64, 0 to 9. N is about 1078, 360 and 359, classes
    in proportion; the division is fixed unless a `generator` is passed.
    Source: Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, UCI
    Machine Learning Repository; scikit-learn's `load_digits`.
    """
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    X = torch.tensor(X / 16, dtype=torch.float32)  # (N, 64), from 0 ... 16
    X = X.reshape(-1, 1, 8, 8) if images else X
    return split(X, torch.tensor(y, dtype=torch.int64), generator)


def table(name: str, standardise: bool = True, generator: torch.Generator | None = None) -> Splits:
    """One of scikit-learn's tables, for training, validation and test.

    Shapes: `train`, `val` and `test`, each with X (N, D), float32, and y (N,): int64 classes for
    iris (D = 4), wine (D = 13) and breast_cancer (D = 30), a float32 target for diabetes (D = 10).
    `standardise` subtracts the mean and divides by the standard deviation of each column
    of the training set, in all three sets. y is left as it is.
    Raises ValueError for an unknown name.
    Source: scikit-learn's `load_iris`, `load_wine`, `load_breast_cancer`, `load_diabetes`.
    """
    from sklearn import datasets

    if name not in TABLES:
        raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
    X, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    X = torch.tensor(X, dtype=torch.float32)  # (N, D)
    y = torch.tensor(y, dtype=torch.float32 if name == "diabetes" else torch.int64)
    sets = split(X, y, generator)
    if not standardise:
        return sets
    training = sets.train.X
    mean, scale = training.mean(dim=0), training.std(dim=0)  # (D,), from training alone
    return Splits(*(Examples((X - mean) / scale, y) for X, y in sets))
