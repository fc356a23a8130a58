from django.db import migrations

GUARD = """
CREATE FUNCTION cases_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'the timeline is append-only: event % of case % may not be deleted', OLD.seq, OLD.case_id;
  END IF;
  IF (NEW.id, NEW.case_id, NEW.seq, NEW.name, NEW.actor_kind, NEW.actor_id, NEW.actor_name, NEW.at, NEW.digest,
      NEW.previous_hash, NEW.hash)
     IS DISTINCT FROM
     (OLD.id, OLD.case_id, OLD.seq, OLD.name, OLD.actor_kind, OLD.actor_id, OLD.actor_name, OLD.at, OLD.digest,
      OLD.previous_hash, OLD.hash)
  THEN
    RAISE EXCEPTION 'the timeline is append-only: event % of case % may not be changed', OLD.seq, OLD.case_id;
  END IF;
  -- A redaction takes payload and salt away and says when; the digest stays, so the chain still verifies.
  IF (NEW.payload, NEW.salt) IS DISTINCT FROM (OLD.payload, OLD.salt)
     AND NOT (OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND NEW.salt = '' AND NEW.payload = '{}'::jsonb)
  THEN
    RAISE EXCEPTION 'the timeline is append-only: the content of event % of case % may only be redacted', OLD.seq, OLD.case_id;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER cases_event_append_only BEFORE UPDATE OR DELETE ON cases_event
FOR EACH ROW EXECUTE FUNCTION cases_event_is_append_only();
"""
UNDO = "DROP TRIGGER cases_event_append_only ON cases_event; DROP FUNCTION cases_event_is_append_only();"


class Migration(migrations.Migration):
    """Even who can write to the database by hand cannot quietly change what happened."""

    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
