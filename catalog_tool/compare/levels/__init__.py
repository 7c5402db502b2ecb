"""Across lists: levels, chains, powers handed down, and whose the matters are."""
