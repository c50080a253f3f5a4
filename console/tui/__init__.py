"""What draws: the app, its screens, widgets and dialogs."""
