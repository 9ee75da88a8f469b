"""The rules of item writing, a module for each concern."""
