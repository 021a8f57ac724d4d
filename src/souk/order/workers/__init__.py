"""What runs beside requests: shared state of the process, and loops."""

from souk.order.workers.admission import Admission
from souk.order.workers.numbers import Numbers
from souk.order.workers.price_list import PriceListKeeper
from souk.order.workers.rules import TOPIC as RULES_TOPIC
from souk.order.workers.rules import Rulebook
from souk.order.workers.sales_book import SalesBook
from souk.order.workers.shelf import Shelf
from souk.order.workers.waiters import TOPIC as MOVED_TOPIC
from souk.order.workers.waiters import Herald, Waiters, Watching
from souk.order.workers.watchdog import Watchdog

__all__ = [
    "MOVED_TOPIC",
    "RULES_TOPIC",
    "Admission",
    "Herald",
    "Numbers",
    "PriceListKeeper",
    "Rulebook",
    "SalesBook",
    "Shelf",
    "Waiters",
    "Watchdog",
    "Watching",
]
