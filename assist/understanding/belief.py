"""What the case is about, as a belief that every request of the customer updates.

A belief is a probability by intent; what is missing to one is "not known yet". A turn first lets the belief fade a little
towards anything, as far as the turn is clear (people change their mind when they say something clear, not when they mumble),
and then weighs it by what the turn says. A turn without a request changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assist.understanding.rules import Guess

FADING = 0.35  # how far a perfectly clear turn makes room for another intent
FADING_OF_GRAVE = 0.9  # danger, injury, law: said once, it counts nearly alone
BELIEVED_FROM = 0.5  # below this nothing is set on the case: more likely wrong than right
SHORT = 4  # words; fewer are half an observation
HALF, FAINT = 0.5, 0.25
KEPT_FROM = 0.01


@dataclass(frozen=True)
class Said:
    """One turn as evidence: calibrated shares by intent (all of them), and what makes it weaker or stronger."""

    shares: Mapping[str, float]
    words: int = SHORT
    is_out_of_scope: bool = False
    is_grave: bool = False

    @property
    def weight(self) -> float:
        """The power that the shares are raised to: 1 for a whole sentence, less for a few words or for what no intent covers."""
        if self.is_grave:
            return 1.0
        return (FAINT if self.is_out_of_scope else 1.0) * (HALF if self.words < SHORT else 1.0)


def updated(belief: Mapping[str, float], said: Said | None) -> dict[str, float]:
    """The belief after one more turn; `None` is a turn that carries no request."""
    if said is None or not said.shares:
        return dict(belief)
    if not belief:
        return _first(said)
    names = sorted(belief.keys() | said.shares.keys())
    clarity = max(said.shares.values()) * said.weight
    fading = FADING_OF_GRAVE if said.is_grave else FADING * clarity
    unknown = max(0.0, 1.0 - sum(belief.values()))
    anything = (fading + (1 - fading) * unknown) / len(names)
    prior = {name: (1 - fading) * belief.get(name, 0.0) + anything for name in names}
    posterior = {name: prior[name] * max(said.shares.get(name, 0.0), 1e-4) ** said.weight for name in names}
    whole = sum(posterior.values())
    return _kept({name: share / whole for name, share in posterior.items()})


def believed(belief: Mapping[str, float]) -> Guess:
    """The intent to set on the case; an empty one while none is more likely right than wrong."""
    best = best_of(belief)
    return best if best.confidence >= BELIEVED_FROM else Guess("", 0.0)


def best_of(belief: Mapping[str, float]) -> Guess:
    """The likeliest intent; an empty one when nothing is known."""
    if not belief:
        return Guess("", 0.0)
    intent = max(belief, key=lambda key: (belief[key], key))
    return Guess(intent, belief[intent])


def _first(said: Said) -> dict[str, float]:
    """Nothing was known: what the turn says. A few words that open a contact are a request, later they may be an answer."""
    weight = FAINT if said.is_out_of_scope and not said.is_grave else 1.0
    return _kept({name: share * weight for name, share in said.shares.items()})


def _kept(shares: Mapping[str, float]) -> dict[str, float]:
    """The likeliest first; crumbs go back to what is not known."""
    kept = {name: round(share, 4) for name, share in shares.items() if share >= KEPT_FROM}
    return dict(sorted(kept.items(), key=lambda pair: (-pair[1], pair[0])))
