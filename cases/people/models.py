import hashlib
import secrets
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.people.permissions import Permission
from cases.people.roles import ROLES, Role

__all__ = ["ApiKey", "Team", "User"]


class Team(models.Model):
    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, role=Role.ADMINISTRATOR, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def eligible(self, permission: Permission) -> models.QuerySet["User"]:
        """Active people whose role allows `permission`."""
        roles = [role for role, allowed in ROLES.items() if permission in allowed]
        return self.filter(is_active=True, role__in=roles)


class User(AbstractBaseUser):
    """Somebody who signs in by e-mail. Rights come from the role alone."""

    class AssistMode(models.TextChoices):
        LIVE = "live", "Live"
        ON_DEMAND = "on_demand", "On demand"
        QUIET = "quiet", "Quiet"

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the system"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=[(r, r.replace("_", " ").capitalize()) for r in Role])
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    language = models.CharField(max_length=8, default="en")
    assist_mode = models.CharField(max_length=10, choices=AssistMode, default=AssistMode.LIVE)
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    is_compact = models.BooleanField(default=False)
    has_shortcuts = models.BooleanField(default=True)
    keys = models.JSONField(default=dict, blank=True)  # see `keys.changed`
    has_sound = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def can(self, permission: Permission) -> bool:
        return self.is_active and permission in ROLES.get(Role(self.role), frozenset())

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    @property
    def is_staff(self) -> bool:
        return self.can(Permission.CONFIGURE)


class ApiKey(models.Model):
    """A scoped key of an integration. Only the SHA-256 of its secret is kept."""

    SCOPES = ("read", "write", "bundle")

    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=16))
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @classmethod
    def issue(cls, name: str, scopes: list[str], **fields: object) -> tuple["ApiKey", str]:
        """A new key and its secret, which is shown once and not kept. Raises ValueError for an unknown scope."""
        if unknown := set(scopes) - set(cls.SCOPES):
            raise ValueError(
                f"Unknown scopes: {', '.join(sorted(unknown))}. Known are {', '.join(cls.SCOPES)}."
            )
        prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        key = cls.objects.create(
            name=name, prefix=prefix, secret_hash=cls.digest(secret), scopes=scopes, **fields
        )
        return key, f"{prefix}.{secret}"

    @staticmethod
    def digest(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    def is_valid(self, secret: str, at: datetime) -> bool:
        if self.revoked_at or (self.expires_at and self.expires_at <= at):
            return False
        return secrets.compare_digest(self.secret_hash, self.digest(secret))
