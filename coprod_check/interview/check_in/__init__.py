"""Going through the open actions of a plan, one at a time: how far each is, who does it, and by when."""
