import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the double-entry core. What must always hold of their rows comes with the next migration. */
export class CreateLedgers1732000005000 implements MigrationInterface {
  name = 'CreateLedgers1732000005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE ledgers (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('PERSONAL', 'SCHOOL')),
        name text NOT NULL CHECK (name <> ''),
        base_currency text NOT NULL CHECK (base_currency ~ '^[A-Z]{3}$'),
        school_id text CONSTRAINT ledgers_one_for_a_school UNIQUE,
        owner_user_id text,
        CONSTRAINT ledgers_one_owner CHECK (
          (kind = 'SCHOOL' AND school_id IS NOT NULL AND owner_user_id IS NULL)
          OR (kind = 'PERSONAL' AND owner_user_id IS NOT NULL AND school_id IS NULL)
        ),
        -- For the foreign keys below: what is in a ledger has its tenant, and its school.
        UNIQUE (id, tenant_id),
        UNIQUE (id, tenant_id, school_id)
      );
      -- Query.ledgers: a tenant's ledgers by name.
      CREATE INDEX ledgers_by_name ON ledgers (tenant_id, name, id);
      CREATE TABLE ledger_members (
        ledger_id text COLLATE "C" NOT NULL,
        user_id text NOT NULL,
        tenant_id text NOT NULL,
        role text NOT NULL CHECK (role IN ('OWNER', 'WRITER', 'READER')),
        PRIMARY KEY (ledger_id, user_id),
        FOREIGN KEY (ledger_id, tenant_id) REFERENCES ledgers (id, tenant_id)
      );
      -- Query.ledgers: those a person is a member of.
      CREATE INDEX ledger_members_by_user ON ledger_members (user_id);
      CREATE TABLE accounts (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL,
        ledger_id text COLLATE "C" NOT NULL,
        name text NOT NULL CHECK (name <> ''),
        type text NOT NULL CHECK (type IN ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
        purpose text CHECK (purpose IN ('BANK', 'FEES_RECEIVABLE', 'FEE_INCOME')),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        is_closed boolean NOT NULL DEFAULT false,
        opened_on date NOT NULL,
        balance_minor_units bigint NOT NULL DEFAULT 0,
        CHECK (purpose IS NULL OR type = CASE purpose WHEN 'FEE_INCOME' THEN 'INCOME' ELSE 'ASSET' END),
        -- Also serves the look-up of a school's fee accounts.
        CONSTRAINT accounts_one_for_a_purpose UNIQUE (ledger_id, currency, purpose),
        -- For postings and invoices: they are in the currency of their account.
        UNIQUE (id, ledger_id, currency),
        FOREIGN KEY (ledger_id, tenant_id) REFERENCES ledgers (id, tenant_id)
      );
      -- Ledger.accounts: by name.
      CREATE INDEX accounts_by_name ON accounts (ledger_id, name, id);
      CREATE TABLE transactions (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL,
        ledger_id text COLLATE "C" NOT NULL,
        date date NOT NULL CHECK (date >= '1900-01-01'),
        kind text NOT NULL CHECK (kind IN ('EXPENSE', 'INCOME', 'TRANSFER', 'OPENING_BALANCE', 'RECONCILIATION',
          'FEE_CHARGE', 'FEE_PAYMENT', 'REFUND', 'FX', 'REVERSAL')),
        status text NOT NULL DEFAULT 'POSTED' CHECK (status IN ('PENDING', 'POSTED', 'VOIDED', 'REVERSED')),
        description text NOT NULL CHECK (char_length(description) BETWEEN 1 AND 500),
        payee text,
        posting_count smallint NOT NULL CHECK (posting_count BETWEEN 2 AND 100),
        content_hash text NOT NULL,
        posted_at timestamptz NOT NULL,
        posted_by text NOT NULL,
        reverses text COLLATE "C" UNIQUE REFERENCES transactions,
        CHECK ((kind = 'REVERSAL') = (reverses IS NOT NULL)),
        -- For postings: they are in the ledger of their transaction, and have its date.
        UNIQUE (id, ledger_id, date),
        FOREIGN KEY (ledger_id, tenant_id) REFERENCES ledgers (id, tenant_id)
      );
      -- Ledger.transactions: newest first.
      CREATE INDEX transactions_by_date ON transactions (ledger_id, date, id);
      CREATE TABLE postings (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL,
        transaction_id text COLLATE "C" NOT NULL,
        ledger_id text COLLATE "C" NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        date date NOT NULL,
        position smallint NOT NULL,
        amount_minor_units bigint NOT NULL CHECK (amount_minor_units <> 0),
        currency text NOT NULL,
        memo text,
        -- Also serves Transaction.postings and the check that they balance.
        UNIQUE (transaction_id, position),
        FOREIGN KEY (ledger_id, tenant_id) REFERENCES ledgers (id, tenant_id),
        FOREIGN KEY (transaction_id, ledger_id, date) REFERENCES transactions (id, ledger_id, date),
        -- An account's currency is fixed while postings refer to it.
        CONSTRAINT postings_in_account_currency
          FOREIGN KEY (account_id, ledger_id, currency) REFERENCES accounts (id, ledger_id, currency)
      );
      -- Account.balance(at) and the recount of balances, from the index alone.
      CREATE INDEX postings_by_account ON postings (account_id, date) INCLUDE (amount_minor_units);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE postings, transactions, accounts, ledger_members, ledgers');
  }
}
