"""Findings and verdicts as bytes, one file a format. A report takes data and gives text; it never prints."""
