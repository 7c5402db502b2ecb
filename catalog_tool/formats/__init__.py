"""Reading and writing files: YAML with places."""
