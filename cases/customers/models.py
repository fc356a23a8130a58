from django.db import models

__all__ = ["Address", "Customer"]


class Customer(models.Model):
    class Segment(models.TextChoices):
        STANDARD = "standard", "Standard"
        VALUED = "valued", "Valued"
        VIP = "vip", "VIP"

    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True, db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=100, blank=True, db_index=True)
    segment = models.CharField(max_length=10, choices=Segment, default=Segment.STANDARD)
    lifetime_value = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.email or f"Visitor {self.pk}"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""


class Address(models.Model):
    """Where the customer can be reached or recognised on one channel."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="address_once_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel}:{self.address}"
