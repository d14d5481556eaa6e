"""What a preview shows in place of sections whose runs failed."""
