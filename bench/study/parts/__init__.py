"""The parts of the study, in the order in which they run."""

from bench.study.part import Part
from bench.study.parts import (
    apart,
    arrivals,
    backlog,
    buyers,
    catalogue,
    mixes,
    orders_stored,
    prices,
    quick,
    soak,
)

PARTS = (
    Part("place-order", "guests check out, against the bare pipeline", quick.placing, 4),
    Part("browse-95-5", "shoppers look with 95 of 100 steps", mixes.looking("browse-95-5", 0.95), 3),
    Part("shopping-80-20", "shoppers look with 80 of 100 steps", mixes.looking("shopping-80-20", 0.8), 3),
    Part("latency", "orders at a constant rate: accepted and confirmed after", arrivals.latency, 4),
    Part("step", "ten times the buyers from one second to the next", arrivals.step, 3),
    Part("flash-sale", "of a hundred who ask one can have it", buyers.flash_sale, 3),
    Part("zipf", "a few SKUs are wanted much more than others", buyers.zipf, 3),
    Part("price-changes", "staff change prices while shoppers shop", prices.measure, 3),
    Part("isolation", "the product service dies while guests check out", apart.isolation, 3),
    Part("restart", "the order service is replaced while guests check out", apart.restart, 3),
    Part("topologies", "one process, one for each service, two of each", quick.layouts, 7),
    Part("backlog", "100,000 events that wait are worked off", backlog.measure, 6),
    Part("orders-stored", "placing orders: none stored against up to 1,000,000", orders_stored.measure, 20),
    Part("catalogue", "lists, searches, pages: 1,000 products against up to 1,000,000", catalogue.measure, 45),
    Part("soak", "half an hour of mixed load: does memory grow?", soak.measure, 32),
)
