"""The facilitator's desk: a terminal on an exercise, behind a wall of its own."""
