"""From an edited record to a saved one: asked, compared, merged, sent once, told truly."""
