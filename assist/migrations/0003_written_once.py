from django.db import migrations

GUARD = """
CREATE FUNCTION assist_versionchange_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of models is append-only: row % may not be changed or deleted', OLD.id;
END $$;

CREATE TRIGGER assist_versionchange_append_only BEFORE UPDATE OR DELETE ON assist_versionchange
FOR EACH ROW EXECUTE FUNCTION assist_versionchange_is_append_only();

CREATE FUNCTION assist_modelversion_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a trained version stays: % % may not be deleted', OLD.kind, OLD.number;
  END IF;
  IF (NEW.kind, NEW.number, NEW.digest, NEW.artefact, NEW.figures, NEW.dataset, NEW.trained_at, NEW.trained_by)
     IS DISTINCT FROM
     (OLD.kind, OLD.number, OLD.digest, OLD.artefact, OLD.figures, OLD.dataset, OLD.trained_at, OLD.trained_by)
  THEN
    RAISE EXCEPTION 'a trained version is written once: only its state may change (% %)', OLD.kind, OLD.number;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER assist_modelversion_written_once BEFORE UPDATE OR DELETE ON assist_modelversion
FOR EACH ROW EXECUTE FUNCTION assist_modelversion_is_written_once();
"""
UNDO = """
DROP TRIGGER assist_versionchange_append_only ON assist_versionchange;
DROP FUNCTION assist_versionchange_is_append_only();
DROP TRIGGER assist_modelversion_written_once ON assist_modelversion;
DROP FUNCTION assist_modelversion_is_written_once();
"""


class Migration(migrations.Migration):
    """What served once can be looked at again: neither a version nor who put it live is rewritten."""

    dependencies = [("assist", "0002_engine")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
