"""What a page says of one round beside the one before it."""
