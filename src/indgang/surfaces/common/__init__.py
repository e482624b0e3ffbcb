"""What every page shares: the base template, form fields, Danish dates and numbers, the error pages."""
