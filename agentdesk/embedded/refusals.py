"""What a person reads when the servers cannot start: one fact, one way out."""


class CannotStart(Exception):
    """The stack cannot start; the message says why, and `way_out` what to do about it."""

    def __init__(self, fact: str, way_out: str) -> None:
        super().__init__(fact)
        self.way_out = way_out
