"""Quads in; files that other tools load out."""
