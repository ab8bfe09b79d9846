"""What others wrote, in; drafts of facts, and facts, out."""
