"""What every socket of ours has in common."""

from typing import Any

from channels.consumer import AsyncConsumer, get_handler_name


class LeanSocket(AsyncConsumer):
    """Hands each message to its handler at once. Comes before the consumer's class of channels.

    channels visits a thread before each message to close old connections. Our handlers read the database in
    `database_sync_to_async` only, which closes what it opened; for a frame, which reads nothing, the visit cost more than
    the frame.
    """

    async def dispatch(self, message: dict[str, Any]) -> None:
        handler = getattr(self, get_handler_name(message), None)
        if handler is None:
            raise ValueError(f"no handler for a message of the type {message['type']}")
        await handler(message)
