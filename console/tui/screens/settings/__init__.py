"""What a person may change about the console and the profile."""
