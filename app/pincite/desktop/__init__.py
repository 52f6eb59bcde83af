"""The window: all of Qt lives here, and nothing else imports it."""
