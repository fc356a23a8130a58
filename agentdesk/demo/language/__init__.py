"""A service that speaks chat completions as OpenAI documents them and misbehaves on demand: the twin of a real one.

`python -m agentdesk.demo.language --port 9400` runs it. It says the lines of its script (POST /script), and when there
are none the least that fits the schema. Faults are ordered by POST /faults: {"kind": "429", "times": 1, "seconds": 7}.
"""
