"""Who is held out. By a hash of the customer, so that a person's contacts stay together and every training holds out the same people.

That is what makes the figures of two versions comparable: what one was not trained on, the other was not either.
"""

import hashlib
from dataclasses import replace

from assist.registry.material import Dialogues, Line, Lines, Material, Notes

SPLIT_SEED = 20
ONE_IN_CUSTOMERS = 5  # of people
ONE_IN_WRITTEN = 10  # of examples that nobody said: they are few


def split(material: Material) -> tuple[Material, Material]:
    """What is learnt from, and what is held out."""
    if isinstance(material, Dialogues):
        held = tuple(one for one in material.conversations if is_held_out(one.customer))
        kept = tuple(one for one in material.conversations if not is_held_out(one.customer))
        return replace(material, conversations=kept), replace(material, conversations=held)
    if isinstance(material, Notes):
        noted = [(one, is_held_out(one.customer or one.note)) for one in material.talks]
        kept_notes, held_notes = (
            [one for one, is_held in noted if is_held is wanted] for wanted in (False, True)
        )
        return Notes(tuple(kept_notes)), Notes(tuple(held_notes))
    return (
        Lines(tuple(line for line in material.lines if not _is_line_held_out(line)), material.outside),
        Lines(tuple(line for line in material.lines if _is_line_held_out(line)), material.outside),
    )


def is_held_out(name: str, one_in: int = ONE_IN_CUSTOMERS) -> bool:
    """The same answer for the same name, always."""
    digest = hashlib.sha256(f"{SPLIT_SEED}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % one_in == 0


def _is_line_held_out(line: Line) -> bool:
    return is_held_out(line.customer) if line.customer else is_held_out(line.text, ONE_IN_WRITTEN)
