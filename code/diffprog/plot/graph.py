"""Computational graphs and networks: named nodes, arrows, values above, adjoints below."""

import math

from diffprog.plot.style import COLOURS, INK

GAP = 3.0  # points between a mark and its text


def draw(
    ax, nodes, edges, labels=None, above=None, below=None, fill=None, radius=13.0, arrows=True
):
    """Draw a directed graph on `ax`, with circles for nodes and arrows for edges.

    Shapes: `nodes` maps a name to its place (x, y); `edges` lists pairs of names, and a pair
    that stands twice is drawn as two bent arrows. `labels` maps names to the text inside (the
    name itself by default). `above` and `below` map names or pairs to texts or numbers: the
    value and, in a second colour, the adjoint. `fill` maps names to colours. `radius` is in
    points; the axes' units are of equal length; `arrows=False` draws thin lines, for networks
    with many edges. Returns `ax`.
    Raises ValueError for an edge or a text whose node or edge is not in the graph.
    """
    labels, fill = labels or {}, fill or {}
    edges = [tuple(edge) for edge in edges]
    _require_known(nodes, edges, labels, fill, above or {}, below or {})
    for k, (tail, head) in enumerate(edges):
        twins = [i for i, edge in enumerate(edges) if edge == (tail, head)]
        bend = 0.0 if len(twins) == 1 else 0.35 * (2 * twins.index(k) / (len(twins) - 1) - 1)
        _edge(ax, nodes[tail], nodes[head], radius, bend, arrows)
    for name, place in nodes.items():
        ax.plot(*place, "o", ms=2 * radius, mfc=fill.get(name, "white"), mec=INK, mew=1.0)
        ax.annotate(labels.get(name, name), place, ha="center", va="center", fontsize=9)
    for texts, side, colour in ((above, 1, INK), (below, -1, COLOURS["vermilion"])):
        for key, text in (texts or {}).items():
            _text(ax, nodes, key, text, side, colour, radius)
    _frame(ax, list(nodes.values()))
    return ax


def layers(sizes, width=1.6, height=0.7):
    """Places for a layered network: node (i, j) is unit j of layer i, each layer centred.

    Shapes: `sizes` holds L numbers of units; returns a dict of sum(sizes) places. Layers are
    `width` apart, units `height`, in data units. Raises ValueError for a layer without units.
    """
    sizes = list(sizes)
    if not all(n > 0 for n in sizes):
        raise ValueError(f"each layer needs a unit, got sizes {sizes}")
    return {
        (i, j): (i * width, ((n - 1) / 2 - j) * height)
        for i, n in enumerate(sizes)
        for j in range(n)
    }


def dense(sizes):
    """All edges between neighbouring layers of the network that `layers(sizes)` places.

    Shapes: L sizes give sum of sizes[i] * sizes[i + 1] pairs of names (i, j).
    """
    sizes = list(sizes)
    return [
        ((i, a), (i + 1, b))
        for i in range(len(sizes) - 1)
        for a in range(sizes[i])
        for b in range(sizes[i + 1])
    ]


def _require_known(nodes, edges, labels, fill, above, below):
    pairs = set(edges)
    for tail, head in pairs:
        for end in (tail, head):
            if end not in nodes:
                raise ValueError(f"edge {tail!r} -> {head!r}: no node {end!r} in {list(nodes)}")
    for name in (*labels, *fill):
        if name not in nodes:
            raise ValueError(f"label or fill for {name!r}, which is no node of {list(nodes)}")
    for key in (*above, *below):
        if key not in nodes and key not in pairs:
            raise ValueError(f"text for {key!r}, which is neither a node nor an edge")


def _edge(ax, start, end, radius, bend, arrows):
    style, width = ("-|>", 1.0) if arrows else ("-", 0.6)
    ax.annotate(
        "",
        xy=end,
        xytext=start,
        arrowprops={
            "arrowstyle": style,
            "color": "#777777",
            "lw": width,
            "mutation_scale": 9,
            "shrinkA": radius,
            "shrinkB": radius + arrows,
            "connectionstyle": f"arc3,rad={bend}",
        },
    )


def _text(ax, nodes, key, text, side, colour, radius):
    text = text if isinstance(text, str) else f"{text:.3g}".replace("-", "−")
    if key in nodes:
        place, normal, distance = nodes[key], (0.0, 1.0), radius + GAP
    else:
        (x0, y0), (x1, y1) = nodes[key[0]], nodes[key[1]]
        place, normal, distance = ((x0 + x1) / 2, (y0 + y1) / 2), _upward(x1 - x0, y1 - y0), GAP
    dx, dy = side * normal[0], side * normal[1]
    ax.annotate(
        text,
        place,
        xytext=(distance * dx, distance * dy),
        textcoords="offset points",
        ha="center" if abs(dx) < 0.2 else "left" if dx > 0 else "right",
        va="center" if abs(dy) < 0.2 else "bottom" if dy > 0 else "top",
        color=colour,
        fontsize=8,
    )


def _upward(dx, dy):
    """The unit normal of an edge that points upwards, or left of a vertical edge."""
    length = math.hypot(dx, dy)
    nx, ny = -dy / length, dx / length
    return (nx, ny) if ny > 1e-9 or (abs(ny) <= 1e-9 and nx < 0) else (-nx, -ny)


def _frame(ax, places):
    xs, ys = zip(*places, strict=True)
    ax.set_xlim(min(xs) - 0.5, max(xs) + 0.5)
    ax.set_ylim(min(ys) - 0.5, max(ys) + 0.5)
    ax.set_aspect("equal")
    ax.axis("off")
