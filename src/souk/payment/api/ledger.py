"""The ledger, for those who balance the books."""

from datetime import datetime

from souk.kit import tx
from souk.payment import model, store
from souk.payment.api import deps
from souk.serving import http


class EntryView(http.View):
    """One side of a movement, in minor units of `currency`."""

    id: str
    payment_id: str
    account: str
    debit: int
    credit: int
    currency: str
    at: datetime


class EntryList(http.View):
    items: list[EntryView]
    next_cursor: str | None


class BalanceView(http.View):
    """The sums of one account, in minor units of `currency`."""

    account: str
    currency: str
    debit: int
    credit: int


class BalanceList(http.View):
    """Over all accounts, debits and credits are equal per currency."""

    items: list[BalanceView]


@http.get("/v1/ledger/entries", scope="payments:read", tags=["payment"])
async def list_ledger_entries(
    request: deps.Request, payment_id: deps.Id = None, limit: deps.Limit = http.PAGE_DEFAULT, cursor: deps.Cursor = None
) -> EntryList:
    """Entries of one payment, or of all, in the order of their payments."""
    position = http.cursor_id(cursor)
    page = await store.entries_after(deps.deps(request).db, position, limit + 1, payment_id=payment_id)
    more = http.encode_cursor([page[limit - 1].id]) if len(page) > limit else None
    return EntryList(items=[_entry(entry) for entry in page[:limit]], next_cursor=more)


@http.get("/v1/ledger/balances", scope="payments:read", tags=["payment"])
async def get_ledger_balances(request: deps.Request) -> BalanceList:
    """The sums per account and currency, all at one moment."""
    balances = await tx.transact(deps.deps(request).db, store.balances)
    return BalanceList(
        items=[
            BalanceView(account=each.account, currency=each.currency, debit=each.debit, credit=each.credit)
            for each in balances
        ]
    )


def _entry(entry: model.Entry) -> EntryView:
    return EntryView(
        id=entry.id,
        payment_id=entry.payment_id,
        account=entry.account,
        debit=entry.debit,
        credit=entry.credit,
        currency=entry.currency,
        at=entry.at,
    )
