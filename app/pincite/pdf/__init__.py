"""Reading, rendering, stamping and merging pages, and the processes that do it."""
