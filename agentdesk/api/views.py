"""The calls of API v1. Reads see what the key's team or the person may see; writes go through the same actions as the channels."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from agentdesk.api import serializers
from assist.handoffs.queries import bundle_of
from cases.casefiles.models import Case
from cases.customers.actions import find_or_create_customer
from cases.events.actors import Actor
from cases.events.models import Event
from cases.events.queries import timeline_of
from cases.interactions.actions import open_interaction, receive_turn
from cases.interactions.models import Interaction, Turn
from cases.interactions.refusals import ExternalIdTaken
from cases.people.models import ApiKey

AFTER = OpenApiParameter("after", int, description="Only what has a higher sequence number.")
MOST = 500


class NewestFirst(CursorPagination):
    ordering = "-opened_at"


class Scoped(viewsets.GenericViewSet):
    def scope_of(self, method: str | None) -> str:
        return "read" if method in ("GET", "HEAD", "OPTIONS") else "write"

    def cases(self) -> QuerySet[Case]:
        """The cases that the caller may read: of the key's team, of all teams, or by the person's role."""
        cases = Case.objects.select_related("customer")
        if not isinstance(self.request.auth, ApiKey):
            return cases.visible_to(self.request.user)
        team = self.request.auth.team
        return cases.filter(team=team) if team else cases

    def after(self) -> int:
        value = self.request.query_params.get("after", "0")
        return int(value) if value.isdecimal() and len(value) < 10 else 0


@extend_schema_view(
    list=extend_schema(description="The cases that you may see, the newest first."),
    retrieve=extend_schema(description="One case by its number, with its customer."),
)
class CaseViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    serializer_class = serializers.CaseSerializer
    pagination_class = NewestFirst
    lookup_field = "number"
    lookup_value_regex = r"\d+"
    queryset = Case.objects.none()

    def get_queryset(self) -> QuerySet[Case]:
        return self.cases()

    def scope_of(self, method: str | None) -> str:
        return "bundle" if self.action == "bundle" else super().scope_of(method)

    @extend_schema(parameters=[AFTER], responses=serializers.EventSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def events(self, request: Request, number: str) -> Response:
        """The timeline after a sequence number, at most 500 events a call."""
        events: QuerySet[Event] = timeline_of(self.get_object(), self.after())
        return Response(serializers.EventSerializer(events[:MOST], many=True).data)

    @extend_schema(parameters=[AFTER], responses=serializers.TurnSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def turns(self, request: Request, number: str) -> Response:
        """The turns of all contacts of the case after a sequence number, at most 500 a call."""
        turns = Turn.objects.filter(case=self.get_object(), seq__gt=self.after())
        return Response(serializers.TurnSerializer(turns[:MOST], many=True).data)

    @extend_schema(responses={200: dict[str, Any]})
    @action(detail=True, pagination_class=None)
    def bundle(self, request: Request, number: str) -> Response:
        """The handoff bundle as it is now: every item with the event that it came from, missing ones named."""
        return Response(bundle_of(self.get_object(), at=timezone.now()).as_dict())


@extend_schema_view(
    list=extend_schema(
        description="The contacts of the cases that you may see, and those that a key of your team opened; newest first."
    ),
    retrieve=extend_schema(description="One contact: its channel, who has it, and since when."),
)
class InteractionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    serializer_class = serializers.InteractionSerializer
    pagination_class = NewestFirst
    lookup_value_regex = r"\d+"
    queryset = Interaction.objects.none()

    def get_queryset(self) -> QuerySet[Interaction]:
        """The contacts of the caller's cases, and those that a key of this team opened: through it their customers write
        on and read their answers, whichever team has the case by then."""
        own = Q(case__in=self.cases())
        if isinstance(self.request.auth, ApiKey) and self.request.auth.team:
            own |= Q(brought_by=self.request.auth.team)
        return Interaction.objects.filter(own).select_related("case", "agent", "queue")

    @extend_schema(request=serializers.NewInteraction, responses={201: serializers.InteractionSerializer})
    def create(self, request: Request) -> Response:
        """Opens a contact, with the AI agent first. Idempotent by channel and external id."""
        form = serializers.NewInteraction(data=request.data)
        form.is_valid(raise_exception=True)
        given: dict[str, Any] = form.validated_data
        key: Any = request.auth  # only a key gets here: people who are signed in may not write
        now, by = timezone.now(), Actor.integration(key)
        customer = find_or_create_customer(
            channel=given["channel"],
            address=given["address"],
            name=given["name"],
            email=given.get("email", ""),
            language=given["language"],
            at=now,
        )
        interaction = open_interaction(
            customer=customer,
            channel=given["channel"],
            by=by,
            at=now,
            external_id=given["external_id"],
            language=given["language"],
            team=key.team,
            brought_by=key.team,
        )
        if not self.get_queryset().filter(pk=interaction.pk).exists():
            raise ExternalIdTaken
        body = self.get_serializer(interaction).data
        return Response(body, status=status.HTTP_201_CREATED)

    @extend_schema(
        methods=["GET"],
        description="The turns of one contact after a sequence number, at most 500 a call.",
        parameters=[AFTER],
        responses=serializers.TurnSerializer(many=True),
    )
    @extend_schema(
        methods=["POST"],
        description="Adds the customer's next turn. Idempotent by external id.",
        request=serializers.NewTurn,
        responses={201: serializers.TurnSerializer},
    )
    @action(detail=True, methods=["get", "post"], pagination_class=None)
    def turns(self, request: Request, pk: str) -> Response:
        """GET the turns; POST the customer's next turn, idempotent by external id."""
        interaction = get_object_or_404(self.get_queryset(), pk=pk)
        if request.method == "GET":
            turns = interaction.turns.filter(seq__gt=self.after())[:MOST]
            return Response(serializers.TurnSerializer(turns, many=True).data)
        form = serializers.NewTurn(data=request.data)
        form.is_valid(raise_exception=True)
        turn = receive_turn(
            interaction=interaction,
            text=form.validated_data["text"],
            external_id=form.validated_data["external_id"],
            by=Actor.customer(interaction.case.customer),
            at=timezone.now(),
        )
        return Response(serializers.TurnSerializer(turn).data, status=status.HTTP_201_CREATED)
