"""Which fonts a handbook is printed with, and what they cannot show."""
