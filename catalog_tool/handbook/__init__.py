"""Matters become a Book; a Book becomes HTML and, later, other formats, one file each."""
