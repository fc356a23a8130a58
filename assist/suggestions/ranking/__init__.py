"""How well a reply fits a conversation, learned from conversations. Pure: plain values in and out, no database.

`masking` takes the values of one case out of a text, so that replies that differ only in names and figures are one reply.
`states` says in features what a conversation has come to, `replies` what a reply is like, `likeness` learns which reply follows
which state (two towers that meet in a dot product), `pairs` adds what only the pair can tell (are its values those that the
tools returned, was it said before), and `ranker` weighs all this. `model.ReplyModel` is the whole, with its bytes.
"""
