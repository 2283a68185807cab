"""Runs both sides in turns and compares them. The standard library alone, so that nothing of it needs installing."""
