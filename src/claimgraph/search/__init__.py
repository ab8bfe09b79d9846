"""Words in; the entities, claims and sources that have them out, the best first: from an index beside the store, or from a store elsewhere."""
