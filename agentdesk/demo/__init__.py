"""What makes the demo a whole company: other people's systems, its content and its simulated customers.

Nothing in the product imports from here; the demo is reached as the real thing would be, over HTTP.
"""
