"""One comparator a file; being there registers it."""
