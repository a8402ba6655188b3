import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CREATE_IDEMPOTENCY_KEYS } from '../../../kernel/database/idempotency';

export class CreateRegistrations1732000003000 implements MigrationInterface {
  name = 'CreateRegistrations1732000003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE registrations (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text COLLATE "C" NOT NULL,
        school_id text COLLATE "C" NOT NULL,
        event_id text COLLATE "C" NOT NULL,
        student_id text COLLATE "C" NOT NULL,
        -- The states that hold or await a place come with what counts them in event_capacities.
        status text NOT NULL CHECK (status IN ('CONFIRMED', 'CANCELLED')),
        quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 10),
        -- To the millisecond, as a cursor carries it.
        registered_at timestamptz(3) NOT NULL,
        registered_by text COLLATE "C" NOT NULL,
        cancelled_at timestamptz(3),
        FOREIGN KEY (event_id, tenant_id, school_id) REFERENCES events (id, tenant_id, school_id),
        CONSTRAINT registrations_cancelled_when CHECK ((status = 'CANCELLED') = (cancelled_at IS NOT NULL))
      );
      -- One registration in force for each student at an event; also finds it.
      CREATE UNIQUE INDEX registrations_one_confirmed ON registrations (event_id, student_id) WHERE status = 'CONFIRMED';
      -- Student.registrations, newest first; and whether a caller is or was registered for an event.
      CREATE INDEX registrations_by_student ON registrations (student_id, registered_at DESC, id DESC);
    `);
    await queryRunner.query(CREATE_IDEMPOTENCY_KEYS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotency_keys; DROP TABLE registrations');
  }
}
