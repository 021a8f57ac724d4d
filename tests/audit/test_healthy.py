"""Nothing is wrong with what the services themselves wrote."""

from __future__ import annotations

from audit.books import Books
from souk.audit.checks import events
from souk.audit.verdict import INVARIANTS
from souk.edge.documents import listeners


def test_healthy_books_are_clean_and_were_looked_at(books: Books) -> None:
    report = books.audited()
    assert (report.lines(), report.waiting) == ([], 0)
    unseen = {each.id for each in report.verdicts if not each.checked}
    assert unseen == {"I10", "I11"}, "no client told anything, and nothing was given up"
    assert [each.id for each in report.verdicts] == list(INVARIANTS)


def test_it_knows_who_listens_to_what() -> None:
    remembering = {
        (events.base(each.event), each.service)
        for each in listeners.all_listeners()
        if each.durable is not None and each.event != "inventory.stock_changed.v1"
    }
    assert {(name, service) for name, services in events.LISTENERS.items() for service in services} == remembering
