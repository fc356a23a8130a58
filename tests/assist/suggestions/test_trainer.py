from assist.registry.material import Dialogues
from assist.suggestions import trainer
from tests.assist.suggestions.ranking.conftest import delivery


def test_training_tells_how_far_it_is_and_the_model_finds_what_was_sent() -> None:
    told: list[tuple[float, str]] = []
    seen = Dialogues(tuple(delivery(number) for number in range(60)))
    model = trainer.train(seen, seed=1, progress=lambda part, words: told.append((part, words)))
    figures = trainer.evaluate(model, Dialogues(tuple(delivery(number) for number in range(60, 90))))
    assert [part for part, _ in told] == sorted(part for part, _ in told)
    assert all(words for _, words in told)
    assert figures["recall@1"] > 0.7
    assert figures["recall@10"] >= figures["recall@5"] >= figures["recall@1"]
    assert trainer.read(model.to_bytes()).version == model.version


def test_without_a_reply_there_is_nothing_to_measure() -> None:
    model = trainer.train(
        Dialogues(tuple(delivery(n) for n in range(10))), seed=1, progress=lambda part, words: None
    )
    assert trainer.evaluate(model, Dialogues(())) == {}
