"""Drafts of questions that a document suggests, for its author to make questions of."""
