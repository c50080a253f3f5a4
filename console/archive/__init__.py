"""What happened: kept on this machine, in one file per profile that only its owner can read."""
