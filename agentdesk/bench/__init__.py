"""How fast the product is, beside the floor of its own stack: `python3 manage.py bench`.

One run measures both on the same machine in the same minutes, since only ratios travel. A real demo stack is started on a
state folder of its own; messages are posted to the widget's API at a fixed rate, whatever the answers do (open loop), and a console's
sockets note when the frames arrive. Nothing here is a test: it prints figures.
"""
