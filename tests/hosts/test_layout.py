"""Machines that make a shop, and those that do not."""

from __future__ import annotations

import pytest

from souk.edge import routes
from souk.hosts import layout

THREE = ("10.0.0.1", "10.0.0.2", "10.0.0.3")


@pytest.mark.parametrize(
    ("hosts", "shops", "why"),
    [
        (THREE[:2], 2, "2 machines make no majority"),
        ((*THREE, "10.0.0.4"), 2, "4 machines make no majority"),
        ((*THREE[:2], "10.0.0.2"), 2, "named twice"),
        ((*THREE[:2], "third.example"), 2, "`third.example` is no address"),
        (THREE, 0, "0 of 3 machines"),
        (THREE, 4, "4 of 3 machines"),
    ],
)
def test_what_makes_no_shop(hosts: tuple[str, ...], shops: int, why: str) -> None:
    with pytest.raises(layout.LayoutError, match=why):
        layout.Layout(hosts, shops)


def test_any_one_machine_may_be_lost() -> None:
    made = layout.Layout(THREE)
    for lost in THREE:
        assert len([host for host in THREE if host != lost]) * 2 > len(THREE)  # the stores keep their majority
        for service in routes.SERVICES:
            assert [host for host, _ in made.servers(service) if host != lost]
    assert made.nats_replicas == 3
    assert made.mongodb_url == "mongodb://10.0.0.1:27017,10.0.0.2:27017,10.0.0.3:27017/?replicaSet=souk"


def test_every_process_has_a_port_of_its_own() -> None:
    own = [*layout.SERVICES.values(), layout.MONGODB, layout.NATS, layout.NATS_ROUTES, layout.VALKEY]
    own += [layout.EDGE, layout.INTERNAL, layout.METRICS]
    assert len(set(own)) == len(own)
    assert {*routes.SERVICES, routes.AUDIT, routes.WEB} == set(layout.SERVICES)


def test_who_is_not_among_the_machines_has_no_number() -> None:
    with pytest.raises(layout.LayoutError, match=r"10\.0\.0\.9 is none of the machines"):
        layout.Layout(THREE).number("10.0.0.9")
