"""What is named in a text: ids by the tenant's patterns, amounts, dates, addresses, e-mail, phone, cards, tracking numbers.

Every finder has a validator of its own; what it does not confirm is not an entity. `find_entities` resolves overlaps by
the order of the finders: the surest first.
"""

from assist.understanding.entities.finding import find_entities

__all__ = ["find_entities"]
