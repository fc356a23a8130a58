import pytest

from cases.events.actors import AI_AGENT, Actor
from cases.interactions.actions import ask_for_person, post_turn
from cases.interactions.passing import close_interaction, queue_interaction, return_to_ai
from cases.interactions.refusals import ConversationMovedOn, EmptyText, InteractionOver, NotTheOwner


def test_the_same_turn_twice_is_one_turn(interaction, says):
    first = says(interaction, "Hello", external_id="a")
    again = says(interaction, "Hello", external_id="a")

    assert again.pk == first.pk
    assert interaction.turns.count() == 1


def test_a_card_number_never_reaches_the_table(interaction, says):
    turn = says(interaction, "My card is 4111 1111 1111 1111, please check")
    turn.refresh_from_db()

    assert "4111" not in turn.text
    assert turn.redacted_kinds == ["card number"]


def test_the_ai_agent_speaks_only_while_it_owns_the_contact(interaction, queue, at):
    post_turn(interaction=interaction, text="Hello", by=AI_AGENT, at=at, external_id="1")
    queue_interaction(interaction=interaction, queue=queue, reason="asked", by=AI_AGENT, at=at)

    with pytest.raises(NotTheOwner):
        post_turn(interaction=interaction, text="One more thing", by=AI_AGENT, at=at, external_id="2")


def test_only_the_agent_who_leads_may_answer(connected, colleague, agent, at):
    post_turn(interaction=connected, text="Hello", by=Actor.of(agent), at=at, external_id="1")

    with pytest.raises(NotTheOwner):
        post_turn(interaction=connected, text="Hello", by=Actor.of(colleague), at=at, external_id="2")


def test_a_message_based_on_an_outdated_view_is_refused_with_what_came_in_between(connected, says, agent, at):
    seen = connected.case.last_seq
    newer = says(connected, "Actually, forget it")

    with pytest.raises(ConversationMovedOn) as refused:
        post_turn(interaction=connected, text="x", by=Actor.of(agent), at=at, external_id="1", basis_seq=seen)

    assert refused.value.details == {"seqs": [newer.seq]}


def test_nothing_is_said_in_a_contact_that_ended(connected, says, agent, at):
    close_interaction(interaction=connected, by=Actor.of(agent), at=at)

    with pytest.raises(InteractionOver):
        says(connected, "Hello?")


def test_empty_words_are_refused(interaction, says):
    with pytest.raises(EmptyText):
        says(interaction, "  \x00 ")


def test_asking_for_a_person_is_recorded_once(interaction, customer, at):
    for _ in range(3):
        ask_for_person(interaction=interaction, by=Actor.customer(customer), at=at)

    assert interaction.case.events.filter(name="person.asked").count() == 1


def test_a_contact_given_back_to_the_ai_agent_is_led_by_it_again(connected, agent, at):
    return_to_ai(interaction=connected, by=Actor.of(agent), at=at)

    post_turn(interaction=connected, text="Hello again", by=AI_AGENT, at=at, external_id="1")
