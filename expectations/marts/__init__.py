"""What must hold of the tables that analysts query."""
