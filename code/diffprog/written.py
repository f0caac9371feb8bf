"""Numbers as a sentence has them: a real minus, and powers of ten instead of a letter e."""

RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(value, form=""):
    """`value` in the format `form`, as prose has it: 2e-04 as 2 × 10⁻⁴, -0.5 as −0.5.

    Shapes: `value` is one number, and any format of Python's numbers will do. A first factor
    of 1 without decimals is left out: 1e-12 is 10⁻¹². The spaces do not break.
    Raises ValueError, or TypeError, where Python's `format` does.
    Source: International System of Units (2019), 9th edition, section 5.4.
    """
    number = value.item() if hasattr(value, "item") else value
    factor, letter, power = format(number, form).replace("E", "e").partition("e")
    factor = factor.replace("-", "−")
    if not letter:
        return factor
    before = {"1": "", "−1": "−"}.get(factor, f"{factor}\u00a0×\u00a0")
    return f"{before}10{str(int(power)).translate(RAISED)}"
