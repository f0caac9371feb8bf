"""The baseline of reverse mode on scalars: one closure for each operation.

The design that most tutorials teach: a result holds the set of its operands and a function
that adds to their gradients; a recursion puts the graph in order. It serves as a measure only.
"""


class Scalar:
    """A number with its gradient, its operands, and the closure that sends the gradient on."""

    def __init__(self, data, operands=(), operation=""):
        self.data = data
        self.grad = 0.0
        self.pull = lambda: None
        self.operands = set(operands)
        self.operation = operation

    def __add__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        result = Scalar(self.data + other.data, (self, other), "+")

        def pull():
            self.grad += result.grad
            other.grad += result.grad

        result.pull = pull
        return result

    def __mul__(self, other):
        other = other if isinstance(other, Scalar) else Scalar(other)
        result = Scalar(self.data * other.data, (self, other), "*")

        def pull():
            self.grad += other.data * result.grad
            other.grad += self.data * result.grad

        result.pull = pull
        return result

    def relu(self):
        result = Scalar(0.0 if self.data < 0 else self.data, (self,), "relu")

        def pull():
            self.grad += (result.data > 0) * result.grad

        result.pull = pull
        return result

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        ordered, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for operand in node.operands:
                    visit(operand)
                ordered.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(ordered):
            node.pull()
