"""What is happening: feeds that poll, the board they fill, the changes that come out."""
