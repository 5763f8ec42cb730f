"""What a page says: title, summary, body, authors, dates, pictures, videos, tags."""
