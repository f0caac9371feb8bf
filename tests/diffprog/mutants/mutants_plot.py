"""Small breakages of the figures."""

from mutant import Mutant, of_module

in_images = of_module("plot/images.py")

MUTANTS = [
    in_images(
        "pixels.transpose(0, 2, 3, 1)",
        "pixels.transpose(0, 3, 2, 1)",
        "colour images lie on their side",
        "colour_images_are_shown_in_their_colours",
    ),
    in_images(
        "        ax.remove()",
        "        pass",
        "empty frames in the last row",
        "images_stand_row_by_row",
    ),
    in_images(
        "        low = -high",
        "        low = flat.min()",
        "zero is not in the middle of the colours",
        "signed_images_have_two_colours_around_zero",
    ),
    in_images(
        '"signed", ["#00304D",',
        '"signed", ["#FFFFFF",',
        "in grey both signs are bright",
        "signed_images_have_two_colours_around_zero",
    ),
    in_images(
        "low, high = flat.min(axis=1), flat.max(axis=1)",
        "low, high = flat.min(), flat.max()",
        "each on the scale of all",
        "a_common_scale_each_its_own_or_two_numbers",
    ),
    in_images(
        "(high > low, high, low + 1)",
        "(high > low, high, high)",
        "0 / 0",
        "one_value_alone_is_dark",
    ),
    in_images("if bad.any():", "if bad.all():", "NaN is passed over", "bad_pixels"),
    in_images("if colour and (", "if False and (", "colours are cut off silently", "bad_pixels"),
    in_images('Shaped[Any, "N *C H W"]', "Any", "no shape is asked for", "shapes_are_checked"),
    Mutant(
        "plot/style.py",
        '    "svg.hashsalt": "diffprog",',
        "",
        "a figure differs from run to run",
        "plot/test_style.py::test_svg_and_pdf_are_the_same_at_every_run",
    ),
    Mutant(
        "plot/graph.py",
        "edges = [tuple(edge) for edge in edges]",
        "pass",
        "edges of a generator are gone before they are drawn",
        "plot/test_graph.py::test_what_can_be_iterated_over_once_is_enough",
    ),
    Mutant(
        "plot/graph.py",
        "((above, 1, INK), (below, -1,",
        "((above, -1, INK), (below, 1,",
        "adjoints stand above",
        "plot/test_graph.py::test_values_stand_above_and_adjoints_below_in_another_colour",
    ),
]
