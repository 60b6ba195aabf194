"""Papers: the documents that people hold in their hands, every figure with where it was read."""
