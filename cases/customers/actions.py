from datetime import datetime

from django.db import transaction

from cases.customers.models import Address, Customer


@transaction.atomic
def find_or_create_customer(
    *, channel: str, address: str, name: str = "", email: str = "", at: datetime, language: str = "en"
) -> Customer:
    """The customer known by this address, else a new one. Fills in a name or e-mail that was missing.

    An e-mail given in passing is a claim and not an identity: it never joins two customers. Idempotent and safe
    when two requests come at once.
    """
    known = Address.objects.select_related("customer").filter(channel=channel, address=address).first()
    if known:
        return _complete(known.customer, name=name, email=email)
    customer = Customer.objects.create(name=name, email=email, language=language, created_at=at)
    _, created = Address.objects.get_or_create(
        channel=channel, address=address, defaults={"customer": customer}
    )
    if created:
        return customer
    customer.delete()
    return Address.objects.select_related("customer").get(channel=channel, address=address).customer


def _complete(customer: Customer, *, name: str, email: str) -> Customer:
    missing = {k: v for k, v in {"name": name, "email": email}.items() if v and not getattr(customer, k)}
    for key, value in missing.items():
        setattr(customer, key, value)
    if missing:
        customer.save(update_fields=list(missing))
    return customer
