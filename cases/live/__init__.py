"""From an event to the screens: fragments, frames and groups.

A frame carries the sequence number of its event; the channel layer is only a hint, a page that notices a gap asks for
`frames_after`, which renders the same frames again from the timeline.
"""

from cases.live.frames import Partial, fragment, frame_of, frames_after, push_frame
from cases.live.groups import case_group, desk_group, floor_group, push, valkey, widget_group

__all__ = [
    "Partial",
    "case_group",
    "desk_group",
    "floor_group",
    "fragment",
    "frame_of",
    "frames_after",
    "push",
    "push_frame",
    "valkey",
    "widget_group",
]
