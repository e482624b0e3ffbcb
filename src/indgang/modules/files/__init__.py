"""What somebody gives us beside their words: scans, photos and documents, checked and kept."""
