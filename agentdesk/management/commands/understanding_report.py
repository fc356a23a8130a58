"""What cross-validation says about intents and sentiment: each line judged by models that had not seen it."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from assist.providers.embeddings import embed
from assist.taxonomy.files import read_taxonomy
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import Labelled
from assist.understanding.reading import Models
from assist.understanding.report import intent_figures, mood_figures
from assist.understanding.rules import Context
from assist.understanding.sentiment import HELD_OUT_FILE, SentimentModel, held_out_moods, labelled_lines
from assist.understanding.timing import parts

DEMO = Path(__file__).resolve().parents[2] / "demo/content/taxonomy.yaml"


class Command(BaseCommand):
    help = "Prints cross-validated accuracy of intents (of a taxonomy file) and of sentiment, and the time of a pass by its parts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--taxonomy", type=Path, default=DEMO)

    def handle(self, *args: object, **options: object) -> None:
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
        sentiment = SentimentModel.fit(labelled_lines())
        lines = labelled_lines(HELD_OUT_FILE)
        self.stdout.write(f"Sentiment: {len(lines)} lines that nothing was trained or tuned on")
        moods = [sentiment.mood(line.moment, embed([line.text])[0]) for line in lines]
        for words in mood_figures(list(zip(lines, moods, strict=True))):
            self.stdout.write(f"  {words}")
        self._write_times(Models(model, sentiment))

    def _write_times(self, models: Models) -> None:
        before = (
            ("I ordered it two weeks ago.", "Order 58213."),
            ("What is your order number?", "One moment."),
        )
        context = Context(timezone.now(), earlier=before[0], answers=before[1])
        self.stdout.write("One pass over a turn, part by part")
        for took in parts([line.text for line in labelled_lines()[:250]], context, models):
            self.stdout.write(f"  {took}")
