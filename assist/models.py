"""Re-exports, so that Django finds the tables of every concept."""

from assist.desk.models import *  # noqa: F403
from assist.knowledge.models import *  # noqa: F403
from assist.suggestions.models import *  # noqa: F403
from assist.wallboard.models import *  # noqa: F403
from assist.taxonomy.models import *  # noqa: F403
from assist.tools.models import *  # noqa: F403
