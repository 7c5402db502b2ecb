"""Across regions: who claims what, and who does it best."""
