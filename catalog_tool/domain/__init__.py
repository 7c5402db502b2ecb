"""The field's own knowledge: codes, names, limits, bodies; shared by rules, compare and handbook."""
