"""What a coach looks at between calls: two plans or sheets compared, a plan over time, and a plan to check."""
