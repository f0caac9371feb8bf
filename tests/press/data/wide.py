"""What a page could show whole only at the cost of a line that is cut."""


class Wide:
    def fits(self, first: float, second: float, third: float) -> float:
        """The sum; as wide as a cell alone, and within its class too wide, by 4."""
        return first + second + third
