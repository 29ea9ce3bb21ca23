"""How things look: values in, Telegram HTML, keyboards and plain text out. Pure."""
