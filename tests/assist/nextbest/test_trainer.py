"""What the room of learning asks of the room: train, read, measure."""

from assist.nextbest import trainer
from assist.registry.material import Dialogues
from tests.assist.nextbest.dialogues import PARCEL, TABLE, conversations


def test_a_trained_model_is_right_on_people_it_has_not_seen() -> None:
    told: list[float] = []
    all_of_them = conversations(30)
    material = Dialogues(all_of_them[:40], (TABLE, PARCEL))
    model = trainer.train(material, seed=3, progress=lambda share, words: told.append(share))
    again = trainer.read(model.to_bytes())
    figures = trainer.evaluate(again, Dialogues(all_of_them[40:], (TABLE, PARCEL)))
    assert figures["accuracy"] > 0.9
    assert figures["top3"] >= figures["accuracy"]
    assert figures["weighted_f1"] > 0.9
    assert told == sorted(told)
    assert figures["per_class"]["query"] == {"n": 20, "recall": 1.0, "precision": 1.0}


def test_without_training_the_plan_is_followed() -> None:
    material = Dialogues(conversations(6), (TABLE, PARCEL))
    figures = trainer.evaluate(trainer.fallback(material, seed=3), material)
    assert 0.5 < figures["accuracy"] < 1


def test_nothing_held_out_gives_no_figures() -> None:
    model = trainer.train(
        Dialogues(conversations(6), (TABLE, PARCEL)), seed=3, progress=lambda share, words: None
    )
    assert trainer.evaluate(model, Dialogues((), ())) == {}
