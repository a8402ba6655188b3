import type { Role } from '../../kernel/auth/viewer';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import type { GuardianLink } from '../../subgraphs/users/guardian/guardian-link.entity';
import type { ExitType } from '../../subgraphs/users/schema.generated';
import { demoId } from './demo-id';
import { createRandom, type Random } from './random';
import type { DemoSchool } from './schools';

/** A person with an account; with an address they can sign in with the demo's password. */
export interface DemoPerson {
  userId: string;
  givenName: string;
  familyName: string;
  email: string | null;
}

export interface DemoStudent extends DemoPerson {
  id: string;
  gradeLevel: string;
  homeroom: string;
  studentNumber: string;
}

export interface DemoStaff extends DemoPerson {
  id: string;
  role: Role;
  title: string;
}

export interface DemoGuardian extends DemoPerson {
  wards: DemoWard[];
}

/** A child of a guardian, with what the school knows of the tie. */
export interface DemoWard extends Pick<
  GuardianLink,
  'relation' | 'canSeeFinance' | 'canReportAbsence' | 'canPickUp'
> {
  student: DemoStudent;
}

/** Somebody who was at the school, and how that ended. */
export interface FormerStudent extends DemoStudent {
  exitType: ExitType;
  /** Days before the demo begins on which they came and left. */
  cameDaysBefore: number;
  leftDaysBefore: number;
}

/** Everybody at one school of the demo. */
export interface Population {
  school: DemoSchool;
  students: DemoStudent[];
  staff: DemoStaff[];
  /** Those of the staff who teach; the first one signs in as `teacher@`. */
  teachers: DemoStaff[];
  guardians: DemoGuardian[];
  /** They are in no class any more, but in the school's history. */
  formerStudents: FormerStudent[];
}

const OFFICE: readonly [login: string, role: Role, title: string][] = [
  ['principal', 'PRINCIPAL', 'Principal'],
  ['office', 'SITE_ADMINISTRATOR', 'Office manager'],
  ['bursar', 'BURSAR', 'Bursar'],
];

/** The same people at every run: names are drawn with the school's own seed. */
export function populate(school: DemoSchool): Population {
  const random = createRandom(school.name.length * 7919);
  const person = (key: string, login: string | null): DemoPerson => ({
    userId: demoId(ID_PREFIXES.User, `${school.name} ${key}`),
    givenName: random.pick(school.givenNames),
    familyName: random.pick(school.familyNames),
    email: login && `${login}@${school.domain}`,
  });
  const students = makeStudents(school, person);
  const teachers = school.subjects.map((subject, i) =>
    makeStaff(
      school,
      person(`teacher ${subject}`, i === 0 ? 'teacher' : `teacher${i + 1}`),
      'TEACHER',
      `${subject} teacher`,
    ),
  );
  const office = OFFICE.map(([login, role, title]) => makeStaff(school, person(login, login), role, title));
  return {
    school,
    students,
    teachers,
    staff: [...teachers, ...office],
    guardians: makeGuardians(students, random, person),
    formerStudents: makeFormerStudents(school, person),
  };
}

type MakePerson = (key: string, login: string | null) => DemoPerson;

function makeStaff(school: DemoSchool, person: DemoPerson, role: Role, title: string): DemoStaff {
  return { ...person, id: demoId(ID_PREFIXES.Staff, `${school.name} ${title}`), role, title };
}

function makeStudents(school: DemoSchool, person: MakePerson): DemoStudent[] {
  const places = Object.entries(school.grades).flatMap(([gradeLevel, homerooms]) =>
    homerooms.flatMap((homeroom) =>
      Array.from({ length: school.studentsPerHomeroom }, (_, i) => ({
        gradeLevel,
        homeroom,
        number: `${homeroom}-${i + 1}`,
      })),
    ),
  );
  return places.map(({ gradeLevel, homeroom, number }, i) => ({
    ...person(`student ${number}`, i === 0 ? 'student' : null),
    id: demoId(ID_PREFIXES.Student, `${school.name} ${number}`),
    gradeLevel,
    homeroom,
    studentNumber: number,
  }));
}

/** One guardian for each child; the first one signs in as `guardian@` and has three, one without the fees. */
function makeGuardians(students: readonly DemoStudent[], random: Random, person: MakePerson): DemoGuardian[] {
  const [first, ...others] = students.map((student, i) => ({
    ...person(`guardian ${student.studentNumber}`, i === 0 ? 'guardian' : null),
    familyName: student.familyName,
    wards: [wardOf(student, i)],
  }));
  const siblings = [students[1]!, students[students.length - 1]!].map((student, i) => ({
    ...wardOf(student, 0),
    student,
    canSeeFinance: i === 0,
  }));
  return [{ ...first!, wards: [...first!.wards, ...siblings] }, ...others.filter(() => !random.chance(0.05))];
}

const RELATIONS = [
  'MOTHER',
  'FATHER',
  'MOTHER',
  'GRANDPARENT',
  'FATHER',
  'STEP_PARENT',
  'AUNT_UNCLE',
] as const;

/** No two families are alike: here one may not fetch the child, there one is not told what it costs. */
function wardOf(student: DemoStudent, i: number): DemoWard {
  return {
    student,
    relation: RELATIONS[i % RELATIONS.length]!,
    canSeeFinance: i % 9 !== 8,
    canReportAbsence: i % 11 !== 10,
    canPickUp: i % 4 !== 3,
  };
}

/** One who moved to another school, one who left, one who finished. */
function makeFormerStudents(school: DemoSchool, person: MakePerson): FormerStudent[] {
  const [[gradeLevel, homerooms]] = Object.entries(school.grades) as [[string, readonly string[]]];
  return (['TRANSFERRED', 'WITHDRAWN', 'GRADUATED'] as const).map((exitType, i) => {
    const studentNumber = `${homerooms[0]}-F${i + 1}`;
    return {
      ...person(`former student ${i + 1}`, null),
      id: demoId(ID_PREFIXES.Student, `${school.name} ${studentNumber}`),
      ...{ gradeLevel, homeroom: homerooms[0]!, studentNumber, exitType },
      ...{ cameDaysBefore: 700 + i, leftDaysBefore: 10 * (i + 1) },
    };
  });
}
