"""The whole bot, killed at every step between a digest that is due and its record, and started again.

`python -m tests.kills --times 100` does it a hundred times for each step and prints what came of it.
"""
