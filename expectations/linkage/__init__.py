"""What must hold of pairs, persons and releases."""
