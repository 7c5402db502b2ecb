"""What comparators lean on: rows, steps, wordings and fees of two matters put side by side."""
