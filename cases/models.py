"""Re-exports, so that Django finds the tables of every concept."""

from cases.casefiles.models import *  # noqa: F403
from cases.channels.widget.models import *  # noqa: F403
from cases.customers.models import *  # noqa: F403
from cases.events.models import *  # noqa: F403
from cases.followups.models import *  # noqa: F403
from cases.interactions.models import *  # noqa: F403
from cases.people.models import *  # noqa: F403
from cases.routing.models import *  # noqa: F403
