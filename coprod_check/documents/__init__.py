"""What files hold, and what is wrong with them."""
