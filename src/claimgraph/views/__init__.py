"""Answers in; tables, claims as people and programs want them, and pages out."""
