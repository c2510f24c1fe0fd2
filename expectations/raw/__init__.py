"""What must hold of what was declared and read."""
