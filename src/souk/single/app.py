"""Puts all services together in one process: `python -m souk.single.app`."""

from __future__ import annotations

from souk.edge import routes
from souk.inventory.app import SERVICE as INVENTORY
from souk.notification.app import SERVICE as NOTIFICATION
from souk.order.app import SERVICE as ORDER
from souk.payment.app import SERVICE as PAYMENT
from souk.product.app import SERVICE as PRODUCT
from souk.serving import process
from souk.user.app import SERVICE as USER

SERVICES = (USER, PRODUCT, INVENTORY, ORDER, PAYMENT, NOTIFICATION)


def main() -> None:
    process.run(*SERVICES, owner=routes.owner_of)


if __name__ == "__main__":
    main()
