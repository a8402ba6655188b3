import type { DataSource, EntityManager, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { addDays, civilDate, type Clock } from '../../kernel/clock';
import { withTenant } from '../../kernel/database/tenant-scope';
import type { Services } from '../services';
import { AttendanceCode } from '../../subgraphs/attendance/code/attendance-code.entity';
import { Course } from '../../subgraphs/courses/course/course.entity';
import { Ledger } from '../../subgraphs/finance/ledger/ledger.entity';
import { Event } from '../../subgraphs/resources/event/event.entity';
import { AcademicSession } from '../../subgraphs/users/calendar/academic-session.entity';
import { School } from '../../subgraphs/users/school/school.entity';
import { populate, type Population } from './population';
import { DEMO_SCHOOLS, type DemoSchool } from './schools';
import { seedAttendance } from './seed-attendance';
import { keepInSession, seedCalendar } from './seed-calendar';
import { seedContent } from './seed-content';
import { seedFees } from './seed-fees';
import { seedPeople } from './seed-people';
import { DAYS_BACK, extendTimetable, seedTeaching } from './seed-teaching';

/**
 * Gives an empty platform schools to look at, and keeps the timetable of an existing demo a week ahead of today.
 * Each part is made once, in a transaction of its own: a start that was cut short is completed by the next one.
 */
export async function seedDemo(
  services: Services,
  clock: Clock,
  report: (step: string) => void,
  demoSchools: readonly DemoSchool[] = DEMO_SCHOOLS,
): Promise<void> {
  report('Looking after the demo data');
  const db: DatabaseOf = (name) => services.subgraphs[name].services.db;
  const schools = demoSchools.map((school) => ({
    school,
    population: populate(school),
    ...daysOf(school, clock),
  }));

  for (const part of schools) await withTenant(part.school.tenantId, () => seedSchool(db, part));
  // Rosters and timetable reach attendance as they do in a real school: by events.
  await services.settleEvents();
  for (const { school, population, today } of schools) {
    await withTenant(school.tenantId, () =>
      once(db('attendance'), AttendanceCode, { schoolId: school.id }, (tx) =>
        seedAttendance(tx, population, today),
      ),
    );
  }
}

type DatabaseOf = (name: keyof Services['subgraphs']) => DataSource;

interface Part extends ReturnType<typeof daysOf> {
  school: DemoSchool;
  population: Population;
}

/** All of a school but its attendance. */
async function seedSchool(db: DatabaseOf, { school, population, today, since, now }: Part): Promise<void> {
  const schoolId = school.id;
  await once(db('users'), School, { id: schoolId }, (tx) => seedPeople(tx, population, since, now));
  await once(db('users'), AcademicSession, { schoolId }, (tx) => seedCalendar(tx, school, today, now));
  await db('users').transaction((tx) => keepInSession(tx, school, today, now));
  await once(db('courses'), Course, { schoolId }, (tx) => seedTeaching(tx, population, today, now));
  await db('courses').transaction((tx) => extendTimetable(tx, school, today, now));
  await once(db('resources'), Event, { schoolId }, (tx) => seedContent(tx, population, now));
  await once(db('finance'), Ledger, { schoolId }, (tx) => seedFees(tx, population, today, now));
}

function daysOf(school: DemoSchool, clock: Clock) {
  const now = clock.now();
  const today = civilDate(now, school.timeZone);
  return { now, today, since: addDays(today, -DAYS_BACK) };
}

/** Does `work` where no row like `mark` is there yet. */
async function once<T extends ObjectLiteral>(
  db: DataSource,
  entity: new () => T,
  mark: FindOptionsWhere<T>,
  work: (tx: EntityManager) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await tx.existsBy(entity, mark))) await work(tx);
  });
}
