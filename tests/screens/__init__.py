"""Every screen of the bot, found by pressing every button; and presses at random, and forged ones."""
