"""Long work seen from the window: tickets, lanes and their signals."""
