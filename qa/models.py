"""Where Django finds the models; each concept keeps its own."""

from qa.reviews.models import *  # noqa: F403
from qa.sampling.models import *  # noqa: F403
from qa.scorecards.models import *  # noqa: F403
