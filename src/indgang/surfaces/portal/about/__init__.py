"""What this site is: all services, accessibility, personal data, how we count."""
