import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Intervals that may not overlap, by table: the columns that tell what they are about, and their two ends. */
const INTERVALS = {
  school_enrollments: { of: ['student_id', 'school_id'], from: 'entry_date', to: 'exit_date' },
  role_assignments: { of: ['user_id', 'org_id', 'role'], from: 'begin_date', to: 'end_date' },
  guardian_links: { of: ['guardian_user_id', 'student_id'], from: 'valid_from', to: 'valid_to' },
} as const;

/** What a row refers to is of its own tenant: the columns that refer, by table, with what they refer to. */
const SAME_TENANT = {
  students: { user_id: 'users', school_id: 'schools' },
  staff: { user_id: 'users', school_id: 'schools' },
  role_assignments: { user_id: 'users' },
  guardians: { user_id: 'users' },
  guardian_links: { guardian_user_id: 'users', student_id: 'students' },
  school_enrollments: { student_id: 'students', school_id: 'schools' },
} as const;
const REFERRED_TO = ['users', 'schools', 'students'] as const;

/** What must hold about people whatever a program does: the database refuses the rest. */
export class GuardPeople1732000008000 implements MigrationInterface {
  name = 'GuardPeople1732000008000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      -- The civil date that a school's calendar shows at an instant.
      CREATE FUNCTION school_today(school text, instant timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
        SELECT (instant AT TIME ZONE time_zone)::date FROM school_time_zones
        WHERE school_id = school AND effective_from <= (instant AT TIME ZONE time_zone)::date
        ORDER BY effective_from DESC LIMIT 1
      $$;

      CREATE FUNCTION refuse_tenant_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'a row stays with its tenant' USING ERRCODE = 'integrity_constraint_violation';
        END $$;
    `);
    for (const table of tablesOfPeople()) await queryRunner.query(tenantTrigger(table));
    for (const table of REFERRED_TO) {
      await queryRunner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_tenant_unique UNIQUE (id, tenant_id)`,
      );
    }
    for (const [table, references] of Object.entries(SAME_TENANT)) {
      for (const [column, target] of Object.entries(references)) {
        await queryRunner.query(`
          ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_same_tenant
            FOREIGN KEY (${column}, tenant_id) REFERENCES ${target} (id, tenant_id)`);
      }
    }
    await queryRunner.query(`
      -- An interval that ends on the day it begins was never in force: what is revoked at once is not forgotten.
      ALTER TABLE role_assignments DROP CONSTRAINT role_assignments_check, ADD CHECK (end_date >= begin_date);
      ALTER TABLE guardian_links DROP CONSTRAINT guardian_links_check, ADD CHECK (valid_to >= valid_from);
    `);
    for (const [table, { of, from, to }] of Object.entries(INTERVALS)) {
      const equal = of.map((column) => `${column} WITH =`).join(', ');
      await queryRunner.query(`
        ALTER TABLE ${table} ADD CONSTRAINT ${table}_no_overlap
          EXCLUDE USING gist (${equal}, daterange(${from}, ${to}) WITH &&)`);
    }
    await queryRunner.query(`
      -- Written in one way or the other, it is the same address.
      DROP INDEX users_email_unique;
      CREATE UNIQUE INDEX users_email_unique ON users (tenant_id, lower(normalize(email, NFC)));

      -- What the school calls the student, and the group of the morning, during this stay; null where it is not known.
      ALTER TABLE school_enrollments ADD COLUMN student_number text, ADD COLUMN homeroom text;
      UPDATE school_enrollments stay SET student_number = students.student_number, homeroom = students.homeroom
        FROM students WHERE students.id = stay.student_id AND students.school_id = stay.school_id;
      -- Whether a school has given a number to somebody else.
      CREATE INDEX school_enrollments_by_number ON school_enrollments (school_id, student_number);

      -- The user's family name once more, so that a school's lists are sorted by one index.
      ALTER TABLE staff ADD COLUMN family_name text;
      UPDATE staff SET family_name = users.family_name FROM users WHERE users.id = staff.user_id;
      ALTER TABLE staff ALTER COLUMN family_name SET NOT NULL;
      -- Query.staff: who works at a school, by name.
      CREATE INDEX staff_by_name ON staff (school_id, family_name, id);
      CREATE FUNCTION take_family_name() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          SELECT family_name INTO NEW.family_name FROM users WHERE id = NEW.user_id;
          RETURN NEW;
        END $$;
      CREATE TRIGGER take_family_name BEFORE INSERT ON staff FOR EACH ROW EXECUTE FUNCTION take_family_name();
      CREATE FUNCTION pass_family_name_on() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE students SET family_name = NEW.family_name WHERE user_id = NEW.id;
          UPDATE staff SET family_name = NEW.family_name WHERE user_id = NEW.id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER pass_family_name_on AFTER UPDATE OF family_name ON users FOR EACH ROW
        WHEN (OLD.family_name <> NEW.family_name) EXECUTE FUNCTION pass_family_name_on();

      -- Why somebody's access ended, in the words of who ended it.
      ALTER TABLE audit_events ADD COLUMN reason text;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE audit_events DROP COLUMN reason;
      DROP TRIGGER pass_family_name_on ON users;
      DROP TRIGGER take_family_name ON staff;
      DROP FUNCTION pass_family_name_on, take_family_name;
      ALTER TABLE staff DROP COLUMN family_name;
      ALTER TABLE school_enrollments DROP COLUMN student_number, DROP COLUMN homeroom;
      DROP INDEX users_email_unique;
      CREATE UNIQUE INDEX users_email_unique ON users (tenant_id, lower(email));
    `);
    for (const table of Object.keys(INTERVALS)) {
      await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_no_overlap`);
    }
    await queryRunner.query(`
      DELETE FROM role_assignments WHERE end_date = begin_date;
      DELETE FROM guardian_links WHERE valid_to = valid_from;
      ALTER TABLE role_assignments DROP CONSTRAINT role_assignments_check, ADD CHECK (end_date > begin_date);
      ALTER TABLE guardian_links DROP CONSTRAINT guardian_links_check, ADD CHECK (valid_to > valid_from);
    `);
    for (const [table, references] of Object.entries(SAME_TENANT)) {
      for (const column of Object.keys(references)) {
        await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_same_tenant`);
      }
    }
    for (const table of REFERRED_TO) {
      await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_tenant_unique`);
    }
    for (const table of tablesOfPeople()) await queryRunner.query(`DROP TRIGGER tenant_is_final ON ${table}`);
    await queryRunner.query(`
      DROP FUNCTION refuse_tenant_change, school_today;
      DROP EXTENSION btree_gist;
    `);
  }
}

function tablesOfPeople(): string[] {
  return ['schools', 'users', ...Object.keys(SAME_TENANT)];
}

function tenantTrigger(table: string): string {
  return `CREATE TRIGGER tenant_is_final BEFORE UPDATE OF tenant_id ON ${table} FOR EACH ROW
    WHEN (OLD.tenant_id <> NEW.tenant_id) EXECUTE FUNCTION refuse_tenant_change()`;
}
