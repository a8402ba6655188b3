import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCourses1732000002000 implements MigrationInterface {
  name = 'CreateCourses1732000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CATALOGUE);
    await queryRunner.query(TIMETABLE);
    await queryRunner.query(STUDENTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE lesson_completions, enrollments, class_meetings, section_teachers, class_sections, lessons, courses
    `);
  }
}

const CATALOGUE = `
  CREATE TABLE courses (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text NOT NULL,
    school_id text NOT NULL,
    title text NOT NULL,
    course_code text NOT NULL,
    subject text NOT NULL,
    grade_levels text[] NOT NULL,
    status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'CONCLUDED', 'ARCHIVED')),
    description text,
    UNIQUE (school_id, course_code),
    -- What a section's row is tied to: tenant and school are the course's.
    UNIQUE (id, school_id, tenant_id)
  );
  -- Query.courses and School.courses: a school's published courses by title.
  CREATE INDEX courses_published_by_title ON courses (school_id, title, id) WHERE status = 'PUBLISHED';
  CREATE TABLE lessons (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text NOT NULL,
    course_id text COLLATE "C" NOT NULL REFERENCES courses,
    position integer NOT NULL CHECK (position > 0),
    title text NOT NULL,
    kind text NOT NULL CHECK (
      kind IN ('VIDEO', 'PAGE', 'FILE', 'LINK', 'QUIZ', 'ASSIGNMENT', 'LIVE', 'EXTERNAL_TOOL')),
    is_required boolean NOT NULL,
    duration_seconds integer CHECK (duration_seconds > 0),
    is_published boolean NOT NULL,
    -- Also Course.lessons and Enrollment.progress: a course's lessons in teaching order.
    UNIQUE (course_id, position)
  );
`;

const TIMETABLE = `
  CREATE TABLE class_sections (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text NOT NULL,
    course_id text COLLATE "C" NOT NULL,
    school_id text NOT NULL,
    title text NOT NULL,
    class_code text NOT NULL,
    location text,
    capacity integer NOT NULL CHECK (capacity > 0),
    time_zone text NOT NULL,
    begin_date date NOT NULL,
    end_date date NOT NULL CHECK (end_date > begin_date),
    FOREIGN KEY (course_id, school_id, tenant_id) REFERENCES courses (id, school_id, tenant_id),
    -- What an enrolment's row is tied to: tenant and school are the section's.
    UNIQUE (id, school_id, tenant_id)
  );
  -- Whether a course is visible because of a place in one of its sections.
  CREATE INDEX class_sections_by_course ON class_sections (course_id);
  CREATE TABLE section_teachers (
    section_id text COLLATE "C" NOT NULL REFERENCES class_sections,
    staff_id text NOT NULL,
    tenant_id text NOT NULL,
    PRIMARY KEY (section_id, staff_id)
  );
  -- Staff.sections: the sections a person teaches.
  CREATE INDEX section_teachers_by_staff ON section_teachers (staff_id);
  CREATE TABLE class_meetings (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text NOT NULL,
    section_id text COLLATE "C" NOT NULL REFERENCES class_sections,
    school_date date NOT NULL,
    period text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    room text,
    -- Also ClassSection.meetings and Student.timetable: a section's meetings of some days in order of time.
    UNIQUE (section_id, school_date, starts_at)
  );
`;

const STUDENTS = `
  CREATE TABLE enrollments (
    id text COLLATE "C" PRIMARY KEY,
    tenant_id text NOT NULL,
    section_id text COLLATE "C" NOT NULL,
    student_id text NOT NULL,
    school_id text NOT NULL,
    state text NOT NULL CHECK (state IN ('INVITED', 'ACTIVE', 'INACTIVE', 'COMPLETED', 'WITHDRAWN')),
    begin_date date NOT NULL,
    end_date date CHECK (end_date >= begin_date),
    -- A place that was given up or used up has a last day.
    CHECK (end_date IS NOT NULL OR state NOT IN ('COMPLETED', 'WITHDRAWN')),
    FOREIGN KEY (section_id, school_id, tenant_id) REFERENCES class_sections (id, school_id, tenant_id)
  );
  -- A student has one active place in a section. Also the count of a section's places when one more is asked for.
  CREATE UNIQUE INDEX enrollments_active ON enrollments (section_id, student_id) WHERE state = 'ACTIVE';
  -- ClassSection.roster: everybody who ever had a place, in order of enrolment.
  CREATE INDEX enrollments_by_section ON enrollments (section_id, id);
  -- Student.enrollments, newest first; Student.timetable; what a student sees.
  CREATE INDEX enrollments_by_student ON enrollments (student_id, begin_date, id);
  CREATE TABLE lesson_completions (
    enrollment_id text COLLATE "C" NOT NULL REFERENCES enrollments,
    lesson_id text COLLATE "C" NOT NULL REFERENCES lessons,
    tenant_id text NOT NULL,
    completed_at timestamptz NOT NULL,
    PRIMARY KEY (enrollment_id, lesson_id)
  );
`;
