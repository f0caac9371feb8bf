"""Computational graphs: everything that was asked for is drawn, and where."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from diffprog.plot import COLOURS, graph
from matplotlib.colors import to_hex

NODES = {"x": (0, 1), "y": (0, 0), "f": (1, 0.5)}
EDGES = [("x", "f"), ("y", "f")]


@pytest.fixture
def ax():
    _, ax = plt.subplots()
    yield ax
    plt.close("all")


def texts(ax):
    return {text.get_text(): text for text in ax.texts if text.get_text()}


def arrows(ax):
    return [text for text in ax.texts if text.arrow_patch is not None]


def pixels(ax, text):
    """The centre of a drawn text, in pixels."""
    ax.figure.canvas.draw()
    box = text.get_window_extent()
    return np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])


def test_nodes_and_edges(ax):
    assert graph.draw(ax, NODES, EDGES, labels={"f": "×"}, fill={"x": "yellow"}) is ax
    assert {name: text.xy for name, text in texts(ax).items()} == {
        "x": (0, 1),
        "y": (0, 0),
        "×": (1, 0.5),
    }
    assert [(a.xyann, a.xy) for a in arrows(ax)] == [((0, 1), (1, 0.5)), ((0, 0), (1, 0.5))]
    faces = [to_hex(line.get_markerfacecolor()) for line in ax.lines]
    assert faces == ["#ffff00", "#ffffff", "#ffffff"]
    assert (ax.get_aspect(), ax.axison) == (1.0, False)


def test_values_stand_above_and_adjoints_below_in_another_colour(ax):
    graph.draw(
        ax, NODES, EDGES, above={"x": -2, ("x", "f"): "v"}, below={"x": 0.25, ("x", "f"): "a"}
    )
    drawn = texts(ax)
    x, middle = ax.transData.transform([(0, 1), (0.5, 0.75)])
    for above, below, place in [("−2", "0.25", x), ("v", "a", middle)]:
        assert pixels(ax, drawn[above])[1] > place[1] > pixels(ax, drawn[below])[1]
        assert drawn[above].get_color() != drawn[below].get_color() == COLOURS["vermilion"]
    up, down = pixels(ax, drawn["v"]) - middle, pixels(ax, drawn["a"]) - middle
    assert up[0] > 0 > down[0]  # the edge falls to the right, so its upper side is on the right


@pytest.mark.parametrize(("head", "left"), [((0, 1), True), ((0, -1), True)])
def test_beside_a_vertical_edge(ax, head, left):
    graph.draw(ax, {"a": (0, 0), "b": head}, [("a", "b")], above={("a", "b"): "v"})
    assert (pixels(ax, texts(ax)["v"])[0] < ax.transData.transform((0, 0))[0]) == left


def test_an_edge_that_stands_twice_is_drawn_as_two(ax):
    graph.draw(ax, NODES, [("x", "f"), ("x", "f"), ("y", "f")])
    bends = [a.arrow_patch.get_connectionstyle().rad for a in arrows(ax)]
    assert bends[2] == 0
    assert bends[0] == -bends[1] != 0


def test_lines_without_heads_for_networks(ax):
    graph.draw(ax, NODES, EDGES, arrows=False)
    heads = {type(a.arrow_patch.get_arrowstyle()).__name__ for a in arrows(ax)}
    assert heads == {"Curve"}


def test_layers_and_dense():
    nodes, edges = graph.layers([2, 3, 1], width=2.0, height=1.0), graph.dense([2, 3, 1])
    assert nodes == {
        (0, 0): (0, 0.5),
        (0, 1): (0, -0.5),
        (1, 0): (2, 1),
        (1, 1): (2, 0),
        (1, 2): (2, -1),
        (2, 0): (4, 0),
    }
    assert len(edges) == len(set(edges)) == 2 * 3 + 3 * 1
    assert all(a in nodes and b in nodes and b[0] == a[0] + 1 for a, b in edges)
    with pytest.raises(ValueError, match="each layer needs a unit"):
        graph.layers([2, 0])


def test_what_can_be_iterated_over_once_is_enough(ax):
    graph.draw(ax, NODES, iter(EDGES), above={("x", "f"): 1.0})
    assert len(arrows(ax)) == 2
    sizes = [2, 3, 1]
    assert graph.layers(iter(sizes)) == graph.layers(sizes)
    assert graph.dense(iter(sizes)) == graph.dense(sizes)


def test_a_network_is_drawn_with_empty_nodes(ax):
    nodes = graph.layers([2, 2])
    graph.draw(ax, nodes, graph.dense([2, 2]), labels=dict.fromkeys(nodes, ""))
    assert texts(ax) == {}
    assert len(arrows(ax)) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"edges": [("x", "q")]}, "edge 'x' -> 'q': no node 'q'"),
        ({"labels": {"q": "1"}}, "label or fill for 'q'"),
        ({"fill": {"q": "red"}}, "label or fill for 'q'"),
        ({"above": {"q": 1}}, "text for 'q', which is neither a node nor an edge"),
        ({"below": {("f", "x"): 1}}, r"text for \('f', 'x'\)"),
    ],
)
def test_what_is_not_in_the_graph_is_named(ax, arguments, message):
    with pytest.raises(ValueError, match=message):
        graph.draw(ax, **{"nodes": NODES, "edges": EDGES, **arguments})
