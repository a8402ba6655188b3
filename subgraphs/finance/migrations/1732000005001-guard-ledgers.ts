import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What must hold of every ledger, whoever writes: checked by the database, not by the good will of its clients. */
export class GuardLedgers1732000005001 implements MigrationInterface {
  name = 'GuardLedgers1732000005001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- At commit: a transaction has all the postings it was posted with, and they sum to zero in every currency.
      CREATE FUNCTION check_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          checked_id text := to_jsonb(NEW) ->> TG_ARGV[0];
          is_complete boolean;
          is_balanced boolean;
        BEGIN
          SELECT coalesce(sum(lines), 0) = (SELECT posting_count FROM transactions WHERE id = checked_id),
                 coalesce(bool_and(total = 0), true)
            INTO is_complete, is_balanced
            FROM (SELECT count(*) AS lines, sum(amount_minor_units) AS total
                  FROM postings WHERE transaction_id = checked_id GROUP BY currency) AS by_currency;
          IF NOT is_balanced THEN
            RAISE EXCEPTION 'transaction % is not balanced', checked_id
              USING ERRCODE = 'check_violation', CONSTRAINT = 'transactions_balanced';
          END IF;
          IF NOT is_complete THEN
            RAISE EXCEPTION 'transaction % does not have the postings it was posted with', checked_id
              USING ERRCODE = 'check_violation', CONSTRAINT = 'transactions_complete';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER transactions_balanced AFTER INSERT ON transactions
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_transaction_balances('id');
      CREATE CONSTRAINT TRIGGER postings_balanced AFTER INSERT ON postings
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_transaction_balances('transaction_id');

      -- History is corrected by further history.
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'rows of % are immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$;
      CREATE TRIGGER postings_immutable BEFORE UPDATE OR DELETE ON postings
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER postings_kept BEFORE TRUNCATE ON postings
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER transactions_kept_by_row BEFORE DELETE ON transactions
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER transactions_kept BEFORE TRUNCATE ON transactions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE FUNCTION allow_reversal_only() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          reversed transactions := OLD;
        BEGIN
          reversed.status := 'REVERSED';
          IF OLD.status = 'POSTED' AND NEW IS NOT DISTINCT FROM reversed THEN RETURN NEW; END IF;
          RAISE EXCEPTION 'of a transaction only the status changes, from POSTED to REVERSED'
            USING ERRCODE = 'restrict_violation';
        END $$;
      CREATE TRIGGER transactions_immutable BEFORE UPDATE ON transactions
        FOR EACH ROW EXECUTE FUNCTION allow_reversal_only();

      -- Nothing is posted to a closed account, nor before an account was opened.
      CREATE FUNCTION check_accounts_usable() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM added JOIN accounts ON accounts.id = added.account_id
                     WHERE accounts.is_closed OR added.date < accounts.opened_on) THEN
            RAISE EXCEPTION 'the account is closed or was not open yet'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_account_usable';
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER postings_account_usable AFTER INSERT ON postings
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_accounts_usable();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION check_transaction_balances() CASCADE;
      DROP FUNCTION refuse_change() CASCADE;
      DROP FUNCTION allow_reversal_only() CASCADE;
      DROP FUNCTION check_accounts_usable() CASCADE;
    `);
  }
}
