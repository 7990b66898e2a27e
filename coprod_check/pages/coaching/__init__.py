"""What a coach reads between calls: what changed between plans or sheets, how a plan went, and what to check."""
