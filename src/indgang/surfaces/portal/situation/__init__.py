"""The page of one life situation."""
