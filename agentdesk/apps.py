from importlib import import_module

from django.apps import AppConfig


class AgentDeskConfig(AppConfig):
    name = "agentdesk"

    def ready(self) -> None:
        # Every fact is known by name in every process, whoever reads the timeline first.
        import_module("agentdesk.reactions")
        import_module("agentdesk.celery")  # shared tasks find their broker and their queue
        import_module("agentdesk.columns").guard_columns()
