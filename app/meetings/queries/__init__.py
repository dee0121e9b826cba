"""What is read of meetings: whole ones for their screens, lists, the pool, and the minutes."""
