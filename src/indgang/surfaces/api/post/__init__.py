"""What Digital Post pushes to us: receipts, replies and new messages."""
