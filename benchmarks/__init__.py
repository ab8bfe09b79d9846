"""Measures claimgraph beside what it is built on and what it replaces: `python -m benchmarks`."""
