"""What staff are shown of the whole: whether the books are right, and how the shop runs."""

from litestar.types import ControllerRouterHandler

from souk.audit.api import letters, orders, overview, report
from souk.audit.api.deps import Deps

ROUTES: list[ControllerRouterHandler] = [*report.ROUTES, *overview.ROUTES, *letters.ROUTES, *orders.ROUTES]

__all__ = ["ROUTES", "Deps"]
