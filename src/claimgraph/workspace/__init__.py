"""A folder of facts in, a store that answers out: from the cache, brought up to date, or built anew.

A store is kept under the user's cache folder, in a folder named by the content it
was made from. A *stamp* file remembers the sizes and times of the files it was made
of, so that a query on unchanged text opens it without reading a fact (opening.py,
stamp.py). Where text has changed, the store is made file by file, never with all of
the facts in memory (reading.py, building.py), or the last one is copied and only what
the changed files say is changed in it (changing.py); what is in force follows from
what the store holds (standing.py). Stores are made under a temporary name and renamed,
so a reader never sees half of one; any number of processes may make one at once, and
one of them wins (places.py).
"""

from __future__ import annotations

from claimgraph.workspace.opening import Opened, open_corpus_store

__all__ = ["Opened", "open_corpus_store"]
