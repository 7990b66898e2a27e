"""What stands between a new text and a plan that people wrote in."""
