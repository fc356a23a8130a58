"""What other rooms have copied out of an event whose content is removed: found by its words and by its number, and blanked.

It stands above all rooms, because every room may hold a copy. Tool calls keep what was done in a system of record, and other
turns keep what was said in them, even the same thing: each is an event whose content can be removed by itself.
"""
