"""The demo company's shop page: somebody else's site with the chat on it by one script tag. Only when the
demo is on."""
