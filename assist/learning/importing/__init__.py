"""A file of past conversations becomes a data set, all of it or nothing.

`reading` turns JSON lines or CSV into plain rows (one a turn, whatever the file's own form), already redacted: what must not be
stored is gone before the first row is. `mapping` guesses which column is what, `building` makes conversations of the rows and
says what is wrong with each bad one. `actions` keep the upload, and the data set.
"""
