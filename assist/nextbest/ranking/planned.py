"""Next actions without any learning: what the plan says follows, then what it has left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assist.nextbest.ranking.model import Ranked
from assist.nextbest.ranking.plans import Embed
from assist.nextbest.ranking.states import plain
from assist.registry.conversations import Plan, Turn

FOLLOWS, OPEN, DONE = 0, 1, 2


@dataclass(frozen=True)
class PlanOrder:
    """Ranks by the plans' order alone."""

    plans: Sequence[Plan]
    threshold: float = 0.0

    def rank(
        self, turns: Sequence[Turn], tasks: Iterable[str], embed: Embed, plans: Iterable[Plan] = ()
    ) -> list[Ranked]:
        """Every action of the tasks' plans: followers of the last action first, then open ones, then those that were done."""
        known = {plan.task: plan for plan in (*self.plans, *plans)}
        mine = [known[task] for task in tasks if task in known]
        done = [plain(turn.action) for turn in turns if turn.action]
        nexts = {
            plain(a)
            for plan in mine
            for before, after in plan.graph.items()
            if done[-1:] == [plain(before)]
            for a in after
        }
        actions = dict.fromkeys(plain(action) for plan in mine for action in plan.replies)
        place = {
            action: FOLLOWS if action in nexts else DONE if action in done else OPEN for action in actions
        }
        ranked = sorted(actions, key=lambda action: place[action])
        return [Ranked(action, 1 / len(ranked), None) for action in ranked]
