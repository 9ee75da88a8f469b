"""The screens: each composes widgets, hands what happened to the core, and shows what the core says."""
