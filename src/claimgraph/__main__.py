"""`python -m claimgraph`: the command line, where the `claimgraph` script is not on the path."""

from __future__ import annotations

from claimgraph.cli import main

if __name__ == "__main__":
    main()
