"""What must hold of the rows once they are normalised."""
