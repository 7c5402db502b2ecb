"""Workbooks from elsewhere: what a mapping file says of their headers, and a first one proposed."""
