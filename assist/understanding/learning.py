"""The models that are live in this process: trained when first needed, and again when the taxonomy changed."""

import tempfile
import threading
import zlib
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

from assist.providers.embeddings.weights import state_folder
from assist.registry.queries import live_model
from assist.taxonomy.models import Intent
from assist.taxonomy.queries import labelled_examples, taxonomy_version
from assist.taxonomy.rules import Sensitive
from assist.understanding import mood_trainer, trainer
from assist.understanding.fitting import fit_intents
from assist.understanding.intents import IntentModel, Labelled, version_of
from assist.understanding.reading import Models
from assist.understanding.sentiment import SentimentModel, labelled_lines
from assist.understanding.sentiment import version_of as sentiment_version

KEPT = 4  # an older taxonomy that comes back (a roll-back, a test) needs no new training
_training = threading.RLock()
_trained: OrderedDict[str, IntentModel] = OrderedDict()
_live: dict[int, Models] = {}


def current_models() -> Models:
    """The models for the taxonomy as it is now. One small query when nothing changed, seconds of training when it did."""
    version = taxonomy_version()
    models = _live.get(version)
    if models is None:
        with _training:
            models = _live.get(version) or _models()
            _live.clear()
            _live[version] = models
    return replace(models, intents=_promoted_intents() or models.intents, sentiment=sentiment_model())


def _promoted_intents() -> IntentModel | None:
    """The version that was put live, if there is one."""
    live = live_model(trainer.KIND, trainer.read)
    return live[1] if live else None


def _models() -> Models:
    intents = list(Intent.objects.active())
    grave = {i.key for i in intents if i.sensitive and i.sensitive != Sensitive.COMPLAINT}
    crisis = next((i.key for i in intents if i.sensitive == Sensitive.CRISIS), "")
    outside = next((i.key for i in intents if i.is_out_of_scope), "")
    examples = [Labelled(text, label) for text, label in labelled_examples()]
    model = _intent_model(examples, outside) if len({e.label for e in examples}) > 1 else None
    return Models(model, built_in_sentiment(), crisis, frozenset(grave))


def _intent_model(examples: list[Labelled], outside: str) -> IntentModel:
    key = version_of(examples, outside)
    if key not in _trained:
        _trained[key] = _kept_or_fitted(key, examples, outside)
    _trained.move_to_end(key)
    while len(_trained) > KEPT:
        _trained.popitem(last=False)
    return _trained[key]


def _kept_or_fitted(key: str, examples: list[Labelled], outside: str) -> IntentModel:
    """Learned once an installation, and read from its folder of models afterwards: every process starts with it."""
    kept = state_folder() / "models" / f"intents-{key}.npz"
    with suppress(OSError, EOFError, ValueError, LookupError, BadZipFile, zlib.error):  # cut off, or not ours
        return IntentModel.from_bytes(kept.read_bytes())
    model = fit_intents(examples, outside)
    _keep(kept, model.to_bytes())
    _forget_older(kept.parent)
    return model


def _forget_older(folder: Path) -> None:
    """A taxonomy that is edited every day would fill the folder."""
    with suppress(OSError):
        kept = sorted(folder.glob("intents-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[KEPT:]:
            path.unlink()


def sentiment_model() -> SentimentModel:
    """The version that was put live, else the one of our own labelled lines."""
    live = live_model(mood_trainer.KIND, mood_trainer.read)
    return live[1] if live else built_in_sentiment()


@cache
def built_in_sentiment() -> SentimentModel:
    """Of our own labelled lines: learned once an installation, and read from its folder of models afterwards."""
    lines = labelled_lines()
    kept = state_folder() / "models" / f"sentiment-{sentiment_version(lines)}.npz"
    if kept.exists():
        return SentimentModel.from_bytes(kept.read_bytes())
    model = SentimentModel.fit(lines)
    _keep(kept, model.to_bytes())
    return model


def _keep(path: Path, content: bytes) -> None:
    """Two processes may write it at once: each its own file, and the rename is atomic. Without a place it is not kept."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as made:
            made.write(content)
        Path(made.name).replace(path)
