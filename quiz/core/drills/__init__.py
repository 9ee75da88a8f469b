"""Live drills: a fold over their events, and what is drawn from it."""
