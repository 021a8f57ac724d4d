"""What the market sells."""

from souk.local.seed.goods import finery, house
from souk.local.seed.goods.kinds import COLOURWAYS, HOUSES, Kind, Size, Stall

STALLS = (*house.STALLS, *finery.STALLS)

__all__ = ["COLOURWAYS", "HOUSES", "STALLS", "Kind", "Size", "Stall"]
