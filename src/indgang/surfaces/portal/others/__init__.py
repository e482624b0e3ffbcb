"""Others whom a case is about, too: the page where they answer, and the one where the applicant takes it back."""
