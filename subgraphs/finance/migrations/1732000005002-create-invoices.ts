import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CREATE_IDEMPOTENCY_KEYS } from '../../../kernel/database/idempotency';

export class CreateInvoices1732000005002 implements MigrationInterface {
  name = 'CreateInvoices1732000005002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CREATE_IDEMPOTENCY_KEYS);
    await queryRunner.query(`
      CREATE TABLE invoices (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL,
        school_id text NOT NULL,
        time_zone text NOT NULL,
        student_id text NOT NULL,
        number text NOT NULL CHECK (number <> ''),
        description text NOT NULL,
        issue_date date NOT NULL,
        due_date date NOT NULL CHECK (due_date >= issue_date),
        currency text NOT NULL,
        total_minor_units bigint NOT NULL CHECK (total_minor_units > 0),
        paid_minor_units bigint NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('DRAFT', 'ISSUED', 'VOID')),
        ledger_id text COLLATE "C" NOT NULL,
        receivable_account_id text COLLATE "C" NOT NULL,
        CONSTRAINT invoices_never_overpaid CHECK (paid_minor_units BETWEEN 0 AND total_minor_units),
        CHECK (state = 'ISSUED' OR paid_minor_units = 0),
        UNIQUE (school_id, number),
        -- For payments: they have the tenant of their invoice.
        UNIQUE (id, tenant_id),
        FOREIGN KEY (ledger_id, tenant_id, school_id) REFERENCES ledgers (id, tenant_id, school_id),
        FOREIGN KEY (receivable_account_id, ledger_id, currency) REFERENCES accounts (id, ledger_id, currency)
      );
      -- Student.fees: a student's invoices newest first, what is owed, what falls due next.
      CREATE INDEX invoices_by_student ON invoices (student_id, issue_date, id);
      CREATE TABLE payments (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL,
        invoice_id text COLLATE "C" NOT NULL,
        transaction_id text COLLATE "C" NOT NULL UNIQUE REFERENCES transactions,
        amount_minor_units bigint NOT NULL CHECK (amount_minor_units > 0),
        received_on date NOT NULL,
        FOREIGN KEY (invoice_id, tenant_id) REFERENCES invoices (id, tenant_id)
      );
      -- The check that an invoice's paid amount is the sum of its payments.
      CREATE INDEX payments_by_invoice ON payments (invoice_id);

      CREATE TRIGGER payments_immutable BEFORE UPDATE OR DELETE ON payments
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      -- At commit: what is marked as paid was received, and what was received is marked.
      CREATE FUNCTION check_invoice_paid() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          checked_id text := to_jsonb(NEW) ->> TG_ARGV[0];
        BEGIN
          IF (SELECT paid_minor_units FROM invoices WHERE id = checked_id)
             <> (SELECT coalesce(sum(amount_minor_units), 0) FROM payments WHERE invoice_id = checked_id) THEN
            RAISE EXCEPTION 'invoice % is not paid as its payments say', checked_id
              USING ERRCODE = 'check_violation', CONSTRAINT = 'invoices_paid_by_payments';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER invoices_paid_by_payments AFTER INSERT OR UPDATE OF paid_minor_units ON invoices
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_invoice_paid('id');
      CREATE CONSTRAINT TRIGGER payments_count_for_invoice AFTER INSERT ON payments
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_invoice_paid('invoice_id');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE payments, invoices, idempotency_keys; DROP FUNCTION check_invoice_paid();',
    );
  }
}
