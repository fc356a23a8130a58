"""Simulated customers of the demo: they write through the widget's own HTTP interface, at a human pace.

A process of its own that knows nothing of the product but its address: `python -m agentdesk.demo.customers
--url http://127.0.0.1:8000`.
Few talk at a time, and nobody new comes while enough wait for a person, so that the floor is alive and one
agent can follow. What they
say stands in `agentdesk/demo/content/customers.yaml`.
"""
