"""How customers reach the desk. Each channel is a folder that turns its own messages into the same turns
and back."""
