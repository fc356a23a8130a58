import pytest

from assist.wrapup.reported import reported


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'd like a replacement please.", "they would like a replacement please"),
        ("My monitor arrived cracked and I'm annoyed!", "their monitor arrived cracked and they are annoyed"),
        ("Hi, I was charged twice.", "they were charged twice"),
        ("You told me it would come on Tuesday.", "we told them it would come on Tuesday"),
        ("I told you that our lamp is broken", "they told us that their lamp is broken"),
        ("Order 58213 never came.", "order 58213 never came"),
        ("58213 never came", "58213 never came"),
        ("I {cannot} log in", "they {cannot} log in"),
        ("Please send me a new one, it’s mine.", "please send them a new one, it's theirs"),
    ],
)
def test_the_customers_words_are_told_by_us(said: str, told: str) -> None:
    assert reported(said, is_customers=True) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I've sent you a new one.", "we have sent them a new one"),
        ("You'll receive it within 3 working days.", "they will receive it within 3 working days"),
        ("I am sorry you had to wait.", "we are sorry they had to wait"),
        ("We will call you back on Friday.", "we will call them back on Friday"),
    ],
)
def test_our_own_words_are_told_by_us(said: str, told: str) -> None:
    assert reported(said, is_customers=False) == told
