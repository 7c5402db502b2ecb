"""Which matters of a list belong to which of the directory."""
