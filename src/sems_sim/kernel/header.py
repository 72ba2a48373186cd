"""The header of a world: where its tables are, and the doors of its units."""

from __future__ import annotations

import os

_WISH = os.environ.get("SEMS_SIM_KERNEL", "")
IS_COMPILED = _WISH != "interpreted"
"""False: rules run as plain Python, thousands of times slower, for coverage and for planting faults."""
IS_CHECKED = _WISH == "checked"
"""True: every access looks whether the row is there, and accesses that stray are counted."""

TABLES = 256
DOORS = 32
NUMBERS = 6
"""How many whole numbers go through a door."""
ROOM = TABLES
"""From here on: how many rows each table has room for. Before it: where each begins."""
SIZE = 2 * TABLES
"""From here on: the bytes of a row of each table."""
ENTRANCES = 3 * TABLES
"""From here on: the address of each unit's entrance."""
STRAYS = ENTRANCES + DOORS
"""How many accesses went to rows that are not there, when checked."""
WORDS = STRAYS + 1
