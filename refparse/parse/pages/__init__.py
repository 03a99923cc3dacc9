"""Readers of the five kinds of page, and what they share."""
