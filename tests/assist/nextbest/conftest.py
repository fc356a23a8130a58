from tests.backoffice import backoffice, backoffice_process, tools

__all__ = ["backoffice", "backoffice_process", "tools"]
