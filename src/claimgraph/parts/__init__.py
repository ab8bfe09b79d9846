"""A folder of facts in, one file at a time; what each file says, kept by its content, out.

Of an unchanged file nothing is read a second time. Files are independent of one another
but for little: ids must be declared once, references must lead somewhere, claims end
claims. So each file becomes a `Part` on its own (make.py), in as many processes as there
are processors (crew.py); parts are kept in a database beside the cached stores
(keep.py); and what only shows when all are there is found from the parts (whole.py).
No more than one group of files is in memory at any time.
"""

from __future__ import annotations

from claimgraph.parts.basis import Basis, load_basis
from claimgraph.parts.part import Part
from claimgraph.parts.whole import Whole, read_whole

__all__ = ["Basis", "Part", "Whole", "load_basis", "read_whole"]
