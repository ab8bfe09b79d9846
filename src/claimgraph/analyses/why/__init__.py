"""Which claims stand behind each row of a query: taken apart (`parse`), asked with more columns (`rows`), and looked up (`owed`)."""
