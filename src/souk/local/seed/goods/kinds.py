"""Stalls, kinds of goods, the houses they come from, their colours and sizes. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from souk.local.seed.pictures import Colours


@dataclass(frozen=True)
class Size:
    """A choice of size and what it does to price and weight."""

    name: str
    factor: float = 1.0


@dataclass(frozen=True)
class Kind:
    """One kind of goods.

    `price` in minor units and `weight_g` are those of the first size; `shape` names a picture; `colours` are the names
    of colourways it comes in. `made` says how it is made, `use` what it is good for, `care` how it lasts.
    """

    name: str
    shape: str
    price: int
    weight_g: int
    material: str
    made: str
    use: str
    care: str
    colours: tuple[str, ...]
    sizes: tuple[Size, ...] = ()
    choice: str = "Colour"
    tax_class: str = "standard"


@dataclass(frozen=True)
class Stall:
    """A category."""

    slug: str
    title: str
    kinds: tuple[Kind, ...]


COLOURWAYS = {
    "Madder": Colours("#a5301d", "#dc981a", "#efe2cc"),
    "Indigo": Colours("#2f4180", "#d8b98a", "#e6e2d6"),
    "Tile green": Colours("#11655c", "#f0e4cb", "#dfe3d5"),
    "Saffron": Colours("#d8941f", "#8c2f1b", "#f3e8d0"),
    "Sand": Colours("#c9ab7c", "#5b4636", "#ebe3d3"),
    "Charcoal": Colours("#3b352f", "#c9853a", "#e5ddd0"),
    "Rose": Colours("#bf6a63", "#f0e0c8", "#f0e2d8"),
    "Olive": Colours("#6d7336", "#d9b44a", "#e6e4cf"),
    "Sky": Colours("#6f9db4", "#f4ead6", "#e2e8e6"),
    "Tan": Colours("#a8682f", "#3d2a1c", "#efe3d0"),
    "Brass": Colours("#c79a3b", "#8b5a1e", "#ece2cc"),
    "Copper": Colours("#b8693c", "#6e3a20", "#ecdfd0"),
    "Silver": Colours("#a9adb0", "#2f5d73", "#e3e4e2"),
    "Paprika": Colours("#b3331a", "#7a5a2e", "#f1e3cf"),
    "Turmeric": Colours("#e0a11b", "#6a4a22", "#f2e8d0"),
    "Cumin": Colours("#8a6a3a", "#a5301d", "#ece1cc"),
    "Mint": Colours("#4f8a5b", "#c9a24a", "#e1e8da"),
    "Ivory": Colours("#e6d8bd", "#a5301d", "#dcd3c2"),
}

HOUSES = (
    *("Safi", "Tamri", "Zagora", "Asilah", "Midelt", "Azrou", "Taliouine", "Ourika", "Imlil", "Sefrou"),
    *("Agdz", "Skoura", "Tinghir", "Larache", "Tetouan", "Ifrane", "Zerhoun", "Amizmiz", "Tahanaout", "Erfoud"),
    *("Rissani", "Tafraoute", "Mirleft", "Essaouira", "Oualidia", "Debdou", "Figuig", "Chefchaouen"),
)
"""Names of places; a line of goods is called after one."""

ROOM = (Size("Small"), Size("Medium", 1.6), Size("Large", 2.5))
TWO = (Size("Small"), Size("Large", 1.55))
SPOON = (Size("50 g"), Size("100 g", 1.8), Size("250 g", 4.0))
WEAR = (Size("37–38"), Size("39–40"), Size("41–42"), Size("43–44"))

CLOTH = ("Madder", "Indigo", "Tile green", "Saffron", "Sand", "Charcoal", "Rose", "Olive", "Sky")
GLAZES = ("Indigo", "Tile green", "Saffron", "Madder", "Sky", "Ivory", "Olive")
HIDES = ("Tan", "Charcoal", "Madder", "Olive", "Sand")
METALS = ("Brass", "Copper", "Silver")
