CREATE TABLE IF NOT EXISTS contacts (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001) PRIMARY KEY,
    external_id text UNIQUE,
    email text UNIQUE,
    name text NOT NULL,
    phone text NOT NULL DEFAULT '',
    segment text NOT NULL DEFAULT 'standard',
    lifetime_value numeric(12, 2) NOT NULL DEFAULT 0,
    currency text NOT NULL DEFAULT 'GBP',
    language text NOT NULL DEFAULT 'en',
    customer_since date,
    remark text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS cases (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 5001) PRIMARY KEY,
    contact_id bigint NOT NULL REFERENCES contacts,
    external_id text UNIQUE,
    subject text NOT NULL,
    status text NOT NULL DEFAULT 'open',
    disposition text NOT NULL DEFAULT '',
    disposition_reason text NOT NULL DEFAULT '',
    fields jsonb NOT NULL DEFAULT '{}',
    version integer NOT NULL DEFAULT 1,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE INDEX IF NOT EXISTS cases_of_contact ON cases (contact_id, opened_at DESC);

CREATE TABLE IF NOT EXISTS notes (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 9001) PRIMARY KEY,
    case_id bigint NOT NULL REFERENCES cases,
    body text NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS notes_of_case ON notes (case_id, id);

CREATE TABLE IF NOT EXISTS tasks (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 3001) PRIMARY KEY,
    case_id bigint NOT NULL REFERENCES cases,
    title text NOT NULL,
    kind text NOT NULL DEFAULT 'follow_up',
    owner text NOT NULL DEFAULT '',
    due_on date NOT NULL,
    status text NOT NULL DEFAULT 'open',
    created_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS tasks_of_case ON tasks (case_id, id);
