"""A small network over a bag of tokens and vectors: one hidden layer, softmax over the actions. Plain numpy, seeded.

A token moves only when it occurs, by Adagrad with one rate a row; what all examples share moves by Adam.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]
HIDDEN, EPOCHS, BATCH = 128, 6, 128
RATE, SHARED_RATE = 0.02, 0.002
DROPPED, TOKENS_DROPPED = 0.3, 0.1
ASKED_AT_ONCE = 4096
SCALE = 0.26  # of a token's weight, so that a bag of the usual size has about the length 3


@dataclass
class Network:
    """Weights: a row for each token, kept in half precision once it is trained, then what all share."""

    rows: NDArray[np.floating]
    dense: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def scores(self, bags: sparse.csr_matrix, pictures: "Pictures") -> Floats:
        """One row of logits a state."""
        starts = range(0, bags.shape[0], ASKED_AT_ONCE)
        return np.concatenate(
            [self._scores(bags[i : i + ASKED_AT_ONCE], pictures[slice(i, i + ASKED_AT_ONCE)]) for i in starts]
        )

    def score(self, tokens: list[int], vector: Floats) -> Floats:
        """The logits of one state, by the rows of its tokens in rising order."""
        bag = self.rows[tokens].astype(np.float32).sum(axis=0) * np.float32(SCALE)
        logits: Floats = (
            np.maximum(bag + vector @ self.dense + self.hidden_bias, 0) @ self.out + self.out_bias
        )
        return logits

    def _scores(self, bags: sparse.csr_matrix, vectors: Floats) -> Floats:
        hidden = np.maximum(bags @ self.rows.astype(np.float32) + vectors @ self.dense + self.hidden_bias, 0)
        logits: Floats = hidden @ self.out + self.out_bias
        return logits


@dataclass(frozen=True)
class Pictures:
    """The vectors of states: each has some texts, of which only the place in a table is kept."""

    table: NDArray[np.floating]
    places: NDArray[np.intp]

    def __getitem__(self, rows: slice | NDArray[np.intp]) -> Floats:
        places = self.places[rows]
        return self.table[places].astype(np.float32).reshape(len(places), -1)

    @property
    def width(self) -> int:
        return int(self.places.shape[1] * self.table.shape[1])


@dataclass
class _Adam:
    value: Floats
    mean: Floats = field(init=False)
    square: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.mean, self.square = np.zeros_like(self.value), np.zeros_like(self.value)

    def step(self, slope: Floats, rate: float, number: int) -> None:
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope * slope - self.square)
        mean, square = self.mean / (1 - 0.9**number), self.square / (1 - 0.999**number)
        self.value -= rate * mean / (np.sqrt(square) + 1e-8)


class _Descent:
    """One training of a network."""

    def __init__(self, network: Network, random: np.random.Generator) -> None:
        self.network, self.random, self.number = network, random, 0
        self.squares = np.full((len(network.rows), 1), 1e-6, dtype=np.float32)
        self.shared = [
            _Adam(part) for part in (network.dense, network.hidden_bias, network.out, network.out_bias)
        ]

    def step(self, bags: sparse.csr_matrix, vectors: Floats, wanted: NDArray[np.intp], pace: float) -> None:
        """Moves the weights by one batch of examples."""
        net, self.number = self.network, self.number + 1
        bags = bags.copy()
        bags.data = bags.data * self._mask(bags.data.shape, TOKENS_DROPPED)
        before = bags @ net.rows + vectors @ net.dense + net.hidden_bias
        mask = self._mask(before.shape, DROPPED)
        hidden = np.maximum(before, 0) * mask
        error = _softmax(hidden @ net.out + net.out_bias)
        error[np.arange(len(wanted)), wanted] -= 1
        error /= len(wanted)
        back = (error @ net.out.T) * mask * (before > 0)
        slopes = (vectors.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0))
        for part, slope in zip(self.shared, slopes, strict=True):
            part.step(slope, SHARED_RATE * pace, self.number)
        self._move_rows(bags, back, pace)

    def _move_rows(self, bags: sparse.csr_matrix, back: Floats, pace: float) -> None:
        touched = np.unique(bags.indices)
        slope = np.asarray(bags[:, touched].T @ back, dtype=np.float32)
        self.squares[touched] += (slope * slope).mean(axis=1, keepdims=True)
        self.network.rows[touched] -= RATE * pace * slope / np.sqrt(self.squares[touched])

    def _mask(self, shape: tuple[int, ...], dropped: float) -> Floats:
        kept = self.random.random(shape, dtype=np.float32) > dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)


def train_network(
    bags: sparse.csr_matrix,
    pictures: Pictures,
    wanted: NDArray[np.intp],
    *,
    classes: int,
    seed: int,
    told: Callable[[float], None],
) -> Network:
    """The network of these examples; `told` hears the share of the work that is done."""
    random = np.random.default_rng(seed)
    network = _fresh(random, bags.shape[1], pictures.width, classes)
    descent, steps = _Descent(network, random), EPOCHS * -(-len(wanted) // BATCH)
    for number, chosen in enumerate(_batches(random, len(wanted))):
        descent.step(bags[chosen], pictures[chosen], wanted[chosen], 1 - number / steps)
        if number % BATCH == 0:
            told(number / steps)
    network.rows = network.rows.astype(np.float16)
    return network


def _fresh(random: np.random.Generator, tokens: int, dimensions: int, classes: int) -> Network:
    def normal(rows: int, columns: int, spread: float) -> Floats:
        return random.standard_normal((rows, columns), dtype=np.float32) * np.float32(spread)

    zeros = np.zeros(HIDDEN, dtype=np.float32)
    return Network(
        rows=normal(tokens, HIDDEN, 0.05),
        dense=normal(dimensions, HIDDEN, dimensions**-0.5),
        hidden_bias=zeros,
        out=normal(HIDDEN, classes, HIDDEN**-0.5),
        out_bias=np.zeros(classes, dtype=np.float32),
    )


def _batches(random: np.random.Generator, count: int) -> Iterator[NDArray[np.intp]]:
    for _ in range(EPOCHS):
        order = random.permutation(count)
        for start in range(0, count, BATCH):
            yield order[start : start + BATCH]


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances
