"""The addresses of meetings: lists and series, preparing one, the meeting itself, and its minutes."""

from app.meetings.routes import unit_panel
from app.meetings.routes.chair import blueprint as chair
from app.meetings.routes.evaluation import blueprint as evaluation
from app.meetings.routes.items import blueprint as items
from app.meetings.routes.minutes import blueprint as minutes
from app.meetings.routes.participant import blueprint as participant
from app.meetings.routes.planning import blueprint as planning
from app.meetings.routes.preparing import blueprint as preparing
from app.meetings.routes.seen import blueprint as seen
from app.meetings.routes.year import blueprint as year

blueprints = (planning, preparing, items, participant, seen, chair, minutes, year, evaluation)

__all__ = ["blueprints", "unit_panel"]
