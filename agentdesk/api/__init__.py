"""REST API v1: read cases, interactions, turns and events; open an interaction, add a customer's turn; read the bundle."""
