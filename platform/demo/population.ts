import type { Role } from '../../kernel/auth/viewer';
import { ID_PREFIXES } from '../../schema/id-prefixes';
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
  wards: { student: DemoStudent; canSeeFinance: boolean }[];
}

/** Everybody at one school of the demo. */
export interface Population {
  school: DemoSchool;
  students: DemoStudent[];
  staff: DemoStaff[];
  /** Those of the staff who teach; the first one signs in as `teacher@`. */
  teachers: DemoStaff[];
  guardians: DemoGuardian[];
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
    wards: [{ student, canSeeFinance: true }],
  }));
  const siblings = [students[1]!, students[students.length - 1]!].map((student, i) => ({
    student,
    canSeeFinance: i === 0,
  }));
  return [{ ...first!, wards: [...first!.wards, ...siblings] }, ...others.filter(() => !random.chance(0.05))];
}
