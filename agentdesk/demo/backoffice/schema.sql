CREATE TABLE IF NOT EXISTS customers (
    id text PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, phone text NOT NULL DEFAULT '',
    line1 text NOT NULL, city text NOT NULL, postcode text NOT NULL, country text NOT NULL DEFAULT 'GB',
    customer_since date NOT NULL
);
CREATE TABLE IF NOT EXISTS orders (
    number text PRIMARY KEY, customer_id text NOT NULL REFERENCES customers,
    status text NOT NULL CHECK (status IN ('processing', 'dispatched', 'out_for_delivery', 'delivered', 'cancelled')),
    placed_at timestamptz NOT NULL, dispatched_at timestamptz, delivered_at timestamptz, expected_on date,
    paid numeric(10, 2) NOT NULL CHECK (paid >= 0), refunded numeric(10, 2) NOT NULL DEFAULT 0,
    payment text NOT NULL, line1 text NOT NULL, city text NOT NULL, postcode text NOT NULL, country text NOT NULL,
    replaces text REFERENCES orders,
    CONSTRAINT never_more_back_than_paid CHECK (refunded <= paid)
);
CREATE INDEX IF NOT EXISTS orders_of_customer ON orders (customer_id, placed_at DESC);
CREATE TABLE IF NOT EXISTS order_lines (
    order_number text NOT NULL REFERENCES orders, position integer NOT NULL,
    sku text NOT NULL, title text NOT NULL, quantity integer NOT NULL CHECK (quantity > 0), price numeric(10, 2) NOT NULL,
    PRIMARY KEY (order_number, position)
);
CREATE TABLE IF NOT EXISTS shipments (
    tracking_number text PRIMARY KEY, order_number text NOT NULL REFERENCES orders, carrier text NOT NULL,
    status text NOT NULL, events jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS shipments_of_order ON shipments (order_number);
CREATE TABLE IF NOT EXISTS refunds (
    reference text PRIMARY KEY, order_number text NOT NULL REFERENCES orders, amount numeric(10, 2) NOT NULL,
    reason text NOT NULL, paid_to text NOT NULL, created_at timestamptz NOT NULL, expected_on date NOT NULL,
    idempotency_key text NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS carrier_claims (
    reference text PRIMARY KEY, order_number text NOT NULL REFERENCES orders, tracking_number text NOT NULL,
    carrier text NOT NULL, damage text NOT NULL, created_at timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS address_changes (
    reference text PRIMARY KEY, customer_id text NOT NULL REFERENCES customers, before jsonb NOT NULL, changed_at timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS subscriptions (
    id text PRIMARY KEY, customer_id text NOT NULL REFERENCES customers, plan text NOT NULL, monthly numeric(10, 2) NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'cancelled')), paid_until date NOT NULL,
    cancelled_at timestamptz, reason text NOT NULL DEFAULT ''
);
CREATE SEQUENCE IF NOT EXISTS reference_numbers START 77120;
