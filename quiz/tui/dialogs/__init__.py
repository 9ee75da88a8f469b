"""The dialogs: modal screens that are awaited and give a typed value."""
