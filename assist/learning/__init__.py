"""Learning: past conversations come in, models are trained on them, measured on people they have not seen, and put live.

`importing` turns a file into a data set (all of it or nothing, redacted, numbered, never changed afterwards), `datasets` gives
its conversations back and makes one from this desk's own timelines. A `TrainingJob` runs on the queue `slow`: it gathers the
material of its kind (`trainers.py` is the table), trains, measures the candidate and the live model on the same held-out
conversations, and leaves a candidate in the registry. Nothing goes live by itself: a person promotes, rolls back or lets it run
in the shadow. A training that is killed changes nothing.

`benchmarks` measures the same engine on public data: `manage.py benchmark`.
"""
