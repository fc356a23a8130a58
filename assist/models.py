"""Re-exports, so that Django finds the tables of every concept."""

from assist.desk.models import *  # noqa: F403
from assist.escalation.models import *  # noqa: F403
from assist.frontline.models import *  # noqa: F403
from assist.handoffs.models import *  # noqa: F403
from assist.journeys.models import *  # noqa: F403
from assist.knowledge.models import *  # noqa: F403
from assist.learning.models import *  # noqa: F403
from assist.providers.language.models import *  # noqa: F403
from assist.registry.models import *  # noqa: F403
from assist.suggestions.models import *  # noqa: F403
from assist.taxonomy.models import *  # noqa: F403
from assist.tools.models import *  # noqa: F403
from assist.understanding.models import *  # noqa: F403
from assist.wallboard.models import *  # noqa: F403
from assist.wrapup.models import *  # noqa: F403
from assist.writeback.models import *  # noqa: F403
