import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CREATE_IDEMPOTENCY_KEYS } from '../../../kernel/database/idempotency';

const CREATE_CODES = `
  CREATE DOMAIN attendance_category AS text CHECK (VALUE IN ('PRESENT', 'PRESENT_OFFSITE', 'TARDY',
    'EARLY_DEPARTURE', 'PARTIAL', 'EXCUSED_ABSENCE', 'UNEXCUSED_ABSENCE', 'NOT_EXPECTED'));
  CREATE TABLE attendance_codes (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text COLLATE "C" NOT NULL,
    school_id text COLLATE "C" NOT NULL,
    code text NOT NULL,
    label text NOT NULL,
    category attendance_category NOT NULL,
    sequence int NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    -- Query.attendanceCodes: a school's codes; and no letter means two things.
    UNIQUE (school_id, code),
    -- Lets a record be tied to a code of its own school.
    UNIQUE (id, tenant_id, school_id)
  );`;

const CREATE_SESSIONS = `
  CREATE TABLE attendance_sessions (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text COLLATE "C" NOT NULL,
    school_id text COLLATE "C" NOT NULL,
    section_id text COLLATE "C" NOT NULL REFERENCES sections,
    -- One register for each meeting: a class that meets twice a day has two. Also serves sessionByMeeting.
    meeting_id text COLLATE "C" NOT NULL UNIQUE,
    school_date date NOT NULL,
    starts_at timestamptz(3) NOT NULL,
    ends_at timestamptz(3) NOT NULL CHECK (ends_at > starts_at),
    state text NOT NULL DEFAULT 'SCHEDULED'
      CHECK (state IN ('SCHEDULED', 'OPEN', 'SUBMITTED', 'LOCKED', 'CANCELLED')),
    version int NOT NULL DEFAULT 0,
    expected_count int NOT NULL DEFAULT 0,
    recorded_count int NOT NULL DEFAULT 0,
    submitted_at timestamptz(3),
    submitted_by text COLLATE "C",
    CONSTRAINT counts_add_up CHECK (recorded_count BETWEEN 0 AND expected_count),
    CONSTRAINT submitted_by_somebody CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)),
    CONSTRAINT submitted_has_a_time CHECK (state <> 'SUBMITTED' OR submitted_at IS NOT NULL),
    -- Lets a record be tied to the tenant, school and day of its session.
    UNIQUE (id, tenant_id, school_id, school_date)
  );
  -- Query.attendanceSessions and School.attendanceToday: a school's day in order of time.
  CREATE INDEX attendance_sessions_by_day ON attendance_sessions (school_id, school_date, starts_at, id);
  -- Student.attendance and countExpected: the registers of a section over a range of days.
  CREATE INDEX attendance_sessions_by_section ON attendance_sessions (section_id, school_date);`;

const CREATE_RECORDS = `
  CREATE TABLE attendance_records (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text COLLATE "C" NOT NULL,
    school_id text COLLATE "C" NOT NULL,
    session_id text COLLATE "C" NOT NULL,
    student_id text COLLATE "C" NOT NULL,
    code_id text COLLATE "C" NOT NULL,
    -- As the code meant it when the mark was made.
    category attendance_category NOT NULL,
    minutes_late int CHECK (minutes_late BETWEEN 0 AND 600),
    note text CHECK (char_length(note) <= 500),
    school_date date NOT NULL,
    revision int NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    recorded_by text COLLATE "C" NOT NULL,
    -- At most one mark of a student in a register. Also serves recordsBySession and all summaries.
    CONSTRAINT one_record_per_student UNIQUE (session_id, student_id) INCLUDE (category),
    FOREIGN KEY (session_id, tenant_id, school_id, school_date)
      REFERENCES attendance_sessions (id, tenant_id, school_id, school_date),
    FOREIGN KEY (code_id, tenant_id, school_id) REFERENCES attendance_codes (id, tenant_id, school_id)
  );
  -- StudentAttendanceToday.records: a student's marks of a day.
  CREATE INDEX attendance_records_by_student ON attendance_records (student_id, school_date);
  CREATE TABLE attendance_record_revisions (
    record_id text COLLATE "C" NOT NULL REFERENCES attendance_records,
    revision int NOT NULL,
    tenant_id text COLLATE "C" NOT NULL,
    code_id text COLLATE "C" NOT NULL REFERENCES attendance_codes,
    category attendance_category NOT NULL,
    minutes_late int,
    note text,
    recorded_at timestamptz(3) NOT NULL,
    recorded_by text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, revision)
  );
  CREATE FUNCTION history_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'attendance_record_revisions are never changed'; END $$;
  CREATE TRIGGER history_is_final BEFORE UPDATE OR DELETE ON attendance_record_revisions
    FOR EACH ROW EXECUTE FUNCTION history_is_final();`;

export class CreateRegisters1732000002000 implements MigrationInterface {
  name = 'CreateRegisters1732000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CREATE_CODES + CREATE_SESSIONS + CREATE_RECORDS);
    await queryRunner.query(CREATE_IDEMPOTENCY_KEYS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE idempotency_keys, attendance_record_revisions, attendance_records, attendance_sessions,
        attendance_codes;
      DROP FUNCTION history_is_final();
      DROP DOMAIN attendance_category;
    `);
  }
}
