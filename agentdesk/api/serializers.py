from rest_framework import serializers

from cases.casefiles.models import Case
from cases.customers.models import Customer
from cases.events.models import Event
from cases.interactions.actions import LONGEST_TEXT
from cases.interactions.models import Interaction, Turn


class CustomerSerializer(serializers.ModelSerializer[Customer]):
    class Meta:
        model = Customer
        fields = ["id", "name", "email", "phone", "segment", "language"]


class CaseSerializer(serializers.ModelSerializer[Case]):
    customer = CustomerSerializer()

    class Meta:
        model = Case
        fields = [
            "number",
            "state",
            "customer",
            "intent",
            "intent_title",
            "intent_confidence",
            "layer",
            "layer_reasons",
            "mood",
            "is_verified",
            "priority",
            "disposition",
            "opened_at",
            "resolved_at",
            "closed_at",
            "last_seq",
        ]


class InteractionSerializer(serializers.ModelSerializer[Interaction]):
    case = serializers.IntegerField(source="case.number")
    agent = serializers.CharField(source="agent.name", default=None)
    queue = serializers.CharField(source="queue.slug", default=None)

    class Meta:
        model = Interaction
        fields = [
            "id",
            "case",
            "channel",
            "state",
            "owner",
            "agent",
            "queue",
            "external_id",
            "language",
            "opened_at",
            "queued_at",
            "connected_at",
            "ended_at",
        ]


class TurnSerializer(serializers.ModelSerializer[Turn]):
    class Meta:
        model = Turn
        fields = [
            "seq",
            "position",
            "interaction",
            "speaker",
            "speaker_name",
            "text",
            "sources",
            "external_id",
            "at",
        ]


class EventSerializer(serializers.ModelSerializer[Event]):
    sentence = serializers.CharField()

    class Meta:
        model = Event
        fields = [
            "seq",
            "name",
            "sentence",
            "payload",
            "actor_kind",
            "actor_name",
            "at",
            "previous_hash",
            "hash",
        ]


class NewInteraction(serializers.Serializer[object]):
    """A contact from another system. `external_id` makes the call idempotent; `address` recognises the customer."""

    external_id = serializers.CharField(max_length=100)
    channel = serializers.ChoiceField(choices=Interaction.Channel.choices)
    address = serializers.CharField(max_length=200)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    email = serializers.EmailField(required=False)
    language = serializers.CharField(max_length=8, required=False, default="en")


class NewTurn(serializers.Serializer[object]):
    """The customer's words. The same `external_id` again answers with the turn that stands already."""

    external_id = serializers.CharField(max_length=100)
    text = serializers.CharField(max_length=LONGEST_TEXT)
