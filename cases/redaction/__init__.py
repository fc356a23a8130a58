"""What must never be stored is removed before anything is: card numbers and their security codes.

`rules.redact(text)` gives the text with each of them replaced by words in brackets, and the kinds that it removed. Own recognisers:
13 to 19 digits with a valid Luhn check digit, however they are spaced, dashed, dotted or spoken ("four two four two …"), and
security codes by their context ("CVV 123", "the three digits on the back are 123"). `split.split_card` finds a number that came over
several messages.

The rooms redact where words come in. Behind them `guarding.guard` makes every text, JSON and id column take card data out of whatever
is written to it: names, notes, drafts, tool inputs, imported articles, ids of other systems. An id that holds a card number becomes a
digest with our key, so that what is idempotent by it stays so. `agentdesk.columns` lists the few columns that are left as they are.
"""
