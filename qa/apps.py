from django.apps import AppConfig


class QAConfig(AppConfig):
    name = "qa"
    default_auto_field = "django.db.models.BigAutoField"
