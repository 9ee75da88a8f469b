"""Figures of what was answered, and how they are laid out."""
