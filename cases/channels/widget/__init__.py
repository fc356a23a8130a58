"""The chat widget: one script tag on any site, a frame of its own, a small HTTP interface and a socket.

The HTTP interface is the whole truth: a customer's message is a POST with a key of its own (sent twice, it
arrives once), and
`turns/?after=N` gives whatever is missing. The socket only makes it fast. A visitor is known by a signed
token that the frame keeps;
a conversation belongs to one visitor of one site. Which pages may show the frame stands in
`WidgetSite.allowed_origins`.
"""
