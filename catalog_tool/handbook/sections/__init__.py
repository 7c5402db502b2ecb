"""What one document says, section by section: blocks for the editions to put in their order."""
