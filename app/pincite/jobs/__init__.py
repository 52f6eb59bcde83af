"""Progress, cancellation and the pool of worker processes."""
