"""The widgets: given values, they post messages, and know no screen, no store and no bank."""
