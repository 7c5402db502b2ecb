"""What people decided: approved differences, confirmed names."""
