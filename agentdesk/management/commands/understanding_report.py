"""What cross-validation says about intents and sentiment: each line judged by models that had not seen it."""

import time
from pathlib import Path

import numpy as np
from django.core.management.base import BaseCommand, CommandParser

from assist.taxonomy.files import read_taxonomy
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import Labelled
from assist.understanding.reading import Models, understand
from assist.understanding.report import intent_figures, mood_figures
from assist.understanding.rules import Context
from assist.understanding.sentiment import held_out_moods, labelled_lines

DEMO = Path(__file__).resolve().parents[2] / "demo/content/taxonomy.yaml"


class Command(BaseCommand):
    help = "Prints cross-validated accuracy of intents (of a taxonomy file) and of sentiment, and the time of a pass."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--taxonomy", type=Path, default=DEMO)

    def handle(self, *args: object, **options: object) -> None:
        from django.utils import timezone

        from assist.understanding.sentiment import SentimentModel

        entries = read_taxonomy(Path(str(options["taxonomy"])))
        examples = [Labelled(text, entry.key) for entry in entries for text in entry.examples]
        started = time.perf_counter()
        model = fit_intents(examples, next((e.key for e in entries if e.columns["is_out_of_scope"]), ""))
        self.stdout.write(
            f"Intents: {len(examples)} examples of {len(entries)}, trained in {time.perf_counter() - started:.1f} s"
        )
        for line in intent_figures(model):
            self.stdout.write(f"  {line}")
        self.stdout.write(f"Sentiment: {len(labelled_lines())} lines of our own, 5 folds")
        for line in mood_figures(held_out_moods()):
            self.stdout.write(f"  {line}")
        models, context = Models(model, SentimentModel.fit(labelled_lines())), Context(at=timezone.now())
        times = []
        for labelled in labelled_lines()[:200]:
            begun = time.perf_counter()
            understand(labelled.text, context, models)
            times.append((time.perf_counter() - begun) * 1000)
        p50, p95 = np.percentile(times[20:], [50, 95])
        self.stdout.write(f"One pass: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
