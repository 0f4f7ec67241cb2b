"""What the database itself guards about erasing: only emptying may touch what is appended, and nobody comes back.

See docs/adr/0097.
"""

from collections.abc import Sequence

import pgtrigger

# The name of the "constraint" that an insert meets on behalf of somebody who was erased meanwhile.
IS_GEWIST = "gebruiker_is_gewist"
# What stands where a text stood. It is part of the triggers, so it changes by a migration.
GEWISTE_TEKST = "Deze tekst is gewist."


def alleen_wissen(*velden: str) -> Sequence[pgtrigger.Trigger]:
    """For a table that is only appended to: a row may never go, and change only by emptying some of `velden`.

    Empty is nothing at all, or `GEWISTE_TEKST`.
    """
    namen = ", ".join(f"'{veld}'" for veld in velden)
    leeg = " AND ".join(f"NEW.{veld} IN (OLD.{veld}, '', '{GEWISTE_TEKST}')" for veld in velden)
    return (
        pgtrigger.Trigger(
            name="alleen_wissen",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF {leeg} AND to_jsonb(NEW) - ARRAY[{namen}] = to_jsonb(OLD) - ARRAY[{namen}] THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
            """,
        ),
        pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Delete),
    )


def niet_van_gewiste(kolom: str) -> pgtrigger.Trigger:
    """Refuses a new row of somebody who was erased, also when that happened while their form was being sent.

    The lock is the one that the foreign key takes anyway: it waits for an erasing that is under way, and then reads
    what that left.
    """
    return pgtrigger.Trigger(
        name="niet_van_gewiste",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("gewist", "timestamptz")],
        func=f"""
            SELECT gewist_op INTO gewist FROM kern_gebruiker WHERE id = NEW.{kolom} FOR KEY SHARE;
            IF gewist IS NOT NULL THEN
                RAISE check_violation USING
                    MESSAGE = 'a row of somebody who was erased', CONSTRAINT = '{IS_GEWIST}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  `kolom` stands in the code of a model
    )
