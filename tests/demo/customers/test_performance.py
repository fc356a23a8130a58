from agentdesk.demo.customers.performance import Performance
from agentdesk.demo.customers.scripts import Persona, Reply, Script, Silence

SCRIPT = Script(
    slug="example",
    persona=Persona("Maya Lindqvist", order="58213"),
    opens=("Hello",),
    replies=(
        Reply(to="ai", mentions=("order number",), say=("It is {order}",)),
        Reply(to="person", say=("Thank you",), leaves=True),
    ),
    silence=(Silence(60, ("Anyone?",)), Silence(120, leaves=True)),
    longest=600,
)


def playing() -> Performance:
    performance = Performance(SCRIPT, began_at=0)
    performance.spoke(10)
    return performance


def test_a_reply_is_said_once() -> None:
    performance = playing()
    deed = performance.hear("ai", "Your order number, please?")
    assert deed is not None
    assert deed.say == ("It is 58213",)
    assert performance.hear("ai", "Your order number, please?") is None


def test_a_person_is_thanked_and_the_customer_leaves() -> None:
    deed = playing().hear("person", "Hello, this is Ama")
    assert deed is not None
    assert (deed.say, deed.leaves) == (("Thank you",), True)


def test_silence_is_answered_in_order_and_ends_politely() -> None:
    performance = playing()
    assert performance.on_silence(69) is None
    asked = performance.on_silence(70)
    assert asked is not None
    assert asked.say == ("Anyone?",)
    performance.spoke(71)
    assert performance.on_silence(130) is None
    left = performance.on_silence(191)
    assert left is not None
    assert left.leaves


def test_an_answer_ends_the_silence_even_when_no_reply_fits() -> None:
    performance = playing()
    performance.hear("ai", "One moment")
    assert performance.on_silence(500) is None


def test_nobody_stays_longer_than_the_script_allows() -> None:
    performance = playing()
    performance.hear("ai", "One moment")
    deed = performance.on_silence(601)
    assert deed is not None
    assert deed.leaves
