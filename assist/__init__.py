"""Helps the human: understanding, suggestions, knowledge, tools, journeys, the AI agent, the console and the wallboard."""
