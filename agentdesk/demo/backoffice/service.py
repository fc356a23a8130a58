"""What the back office is made of."""

from pathlib import Path

from agentdesk.demo.backoffice import changes, customers, lookups
from agentdesk.demo.backoffice.seed import fill
from agentdesk.demo.service import Service

SERVICE = Service(
    name="backoffice",
    folder=Path(__file__).parent,
    schema="demo_backoffice",
    token_variable="AGENTDESK_BACKOFFICE_TOKEN",
    operations={
        "findCustomers": customers.find_customers,
        "getCustomer": customers.get_customer,
        "verifyCustomer": customers.verify_customer,
        "findOrders": lookups.find_orders,
        "getOrder": lookups.get_order,
        "trackOrder": lookups.track_order,
        "getShipment": lookups.get_shipment,
        "findRefunds": lookups.find_refunds,
        "getRefund": lookups.get_refund,
        "getReceipt": lookups.get_receipt,
        "findSubscriptions": lookups.find_subscriptions,
        "createRefund": changes.create_refund,
        "createReplacement": changes.create_replacement,
        "changeAddress": changes.change_address,
        "createCarrierClaim": changes.create_carrier_claim,
        "cancelSubscription": changes.cancel_subscription,
    },
    seed=fill,
)
