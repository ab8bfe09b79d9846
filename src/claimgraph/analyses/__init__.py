"""A store in; what its claims together come to out. Each analysis is SPARQL that runs where the data is; Python pairs and shapes its rows."""
