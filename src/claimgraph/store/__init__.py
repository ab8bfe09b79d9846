"""Quads in, answers out: stores in memory and on disk, and the guard before them."""
