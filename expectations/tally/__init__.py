"""What must hold of the rows once each scope has judged them."""
