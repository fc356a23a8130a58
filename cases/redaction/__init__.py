"""What must never be stored is removed before anything is: card numbers and their security codes.

`redact(text)` gives the text with each of them replaced by words in brackets, and the kinds that it removed. Own recognisers:
13 to 19 digits with a valid Luhn check digit, however they are spaced, dashed, dotted or spoken ("four two four two …"), and
security codes by their context ("CVV 123", "the three digits on the back are 123").
"""
