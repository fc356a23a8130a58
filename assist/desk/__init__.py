"""The console: my work, the conversation and the assist column on one screen.

A page is rendered from the record; what happens afterwards arrives over one socket as the same fragments,
numbered by the events of the case, so that a page that was kept open equals one that is loaded anew. The own
panels of a desk (offers, case list, presence) are sent as a whole picture whenever something in them changed.
Commands go by HTTP, each one works as a plain form too.
"""
