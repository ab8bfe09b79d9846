"""What a store gives in; the names and words a reader knows it by out."""
