"""What the benchmarks of the page open: pages of ours and of pyvis, about the same made-up claims."""
