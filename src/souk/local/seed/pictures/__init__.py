"""Pictures of goods, drawn here: a shape by name in the colours of a colourway."""

from souk.local.seed.pictures.canvas import Colours
from souk.local.seed.pictures.drawing import draw

__all__ = ["Colours", "draw"]
