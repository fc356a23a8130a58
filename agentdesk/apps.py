from django.apps import AppConfig


class AgentDeskConfig(AppConfig):
    name = "agentdesk"
