"""What one person reads of their own answers, and nobody else."""
