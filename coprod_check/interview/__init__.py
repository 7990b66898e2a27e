"""What is asked next, what a reply does, and the words for it."""
