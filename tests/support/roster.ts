/** A file of a roster. */
export interface RosterFile {
  name: string;
  content: string;
}

/** What is wrong with a row on purpose, and what must be said of it. */
interface Fault {
  file: 'users.csv' | 'roles.csv';
  field: string | null;
  code: string;
  spoil: (student: StudentRows, i: number) => void;
}

interface StudentRows {
  user: string[];
  /** Absent where nothing may speak of the student any more. */
  role: string[] | null;
}

/** A row that must be refused. */
export interface ExpectedError {
  file: string;
  line: number;
  field: string | null;
  code: string;
}

const USER_COLUMNS = ['sourcedId', 'status', 'dateLastModified', 'enabledUser', 'username', 'givenName', 'familyName',
  'identifier', 'email', 'grades', 'agentSourcedIds'] as const; // prettier-ignore
const ROLE_COLUMNS = ['sourcedId', 'status', 'dateLastModified', 'userSourcedId', 'roleType', 'role', 'beginDate',
  'endDate', 'orgSourcedId'] as const; // prettier-ignore

const setUser =
  (column: (typeof USER_COLUMNS)[number], value: string | ((i: number) => string)) =>
  ({ user }: StudentRows, i: number) =>
    void (user[USER_COLUMNS.indexOf(column)] = typeof value === 'string' ? value : value(i));
const setRole =
  (column: (typeof ROLE_COLUMNS)[number], value: string) =>
  ({ role }: StudentRows) =>
    void (role![ROLE_COLUMNS.indexOf(column)] = value);

/** Every kind of fault that a row may have. */
export const FAULTS: readonly Fault[] = [
  { file: 'users.csv', field: 'givenName', code: 'MISSING_VALUE', spoil: setUser('givenName', '') },
  { file: 'users.csv', field: 'email', code: 'INVALID_VALUE', spoil: setUser('email', 'no address') },
  {
    file: 'users.csv',
    field: 'email',
    code: 'EMAIL_TAKEN',
    spoil: setUser('email', 'student0@roster.example'),
  },
  {
    file: 'users.csv',
    field: 'familyName',
    code: 'INVALID_VALUE',
    spoil: setUser('familyName', 'x'.repeat(10_000)),
  },
  { file: 'users.csv', field: 'familyName', code: 'INVALID_VALUE', spoil: setUser('familyName', 'Оtiеno') },
  {
    file: 'users.csv',
    field: 'familyName',
    code: 'INVALID_VALUE',
    spoil: setUser('familyName', 'Otie\u202Eno'),
  },
  {
    file: 'users.csv',
    field: 'sourcedId',
    code: 'DUPLICATE_SOURCED_ID',
    spoil: (student) => {
      student.user[0] = 'user-0';
      student.role = null;
    },
  },
  {
    file: 'users.csv',
    field: null,
    code: 'MALFORMED_ROW',
    spoil: (student) => {
      student.user.pop();
      student.role = null;
    },
  },
  {
    file: 'roles.csv',
    field: 'userSourcedId',
    code: 'DANGLING_REFERENCE',
    spoil: setRole('userSourcedId', 'nobody'),
  },
  {
    file: 'roles.csv',
    field: 'orgSourcedId',
    code: 'DANGLING_REFERENCE',
    spoil: setRole('orgSourcedId', 'nowhere'),
  },
  { file: 'roles.csv', field: 'role', code: 'INVALID_VALUE', spoil: setRole('role', 'wizard') },
  { file: 'roles.csv', field: 'beginDate', code: 'INVALID_DATE', spoil: setRole('beginDate', '2026-02-30') },
  { file: 'roles.csv', field: 'endDate', code: 'INVALID_DATE', spoil: setRole('endDate', '2025-01-01') },
  { file: 'roles.csv', field: 'grades', code: 'UNKNOWN_GRADE_LEVEL', spoil: setUser('grades', '99') },
  {
    file: 'roles.csv',
    field: 'identifier',
    code: 'STUDENT_NUMBER_TAKEN',
    spoil: setUser('identifier', 'N-0'),
  },
];

/** A OneRoster bundle of one school, and what must be refused of it. */
export interface Bundle {
  files: RosterFile[];
  /** In the order of files and lines. */
  errors: ExpectedError[];
}

/**
 * A OneRoster 1.2 bundle with as many students, of whom some have one fault each; every kind in turn.
 * @param grades of the school
 */
export function aBundle({
  students,
  faulty = 0,
  grades = ['9', '10'],
}: {
  students: number;
  faulty?: number;
  grades?: readonly string[];
}): Bundle {
  const users: string[][] = [];
  const roles: string[][] = [];
  const errors: ExpectedError[] = [];
  const every = faulty > 0 ? Math.floor(students / faulty) : Infinity;
  for (let i = 0; i < students; i += 1) {
    const rows = studentRows(i, grades);
    const number = Math.floor(i / every);
    // The first student is what some faults collide with.
    const isFaulty = i % every === every - 1 && number < faulty;
    const fault = isFaulty ? FAULTS[number % FAULTS.length] : undefined;
    fault?.spoil(rows, i);
    users.push(rows.user);
    if (rows.role) roles.push(rows.role);
    if (fault) {
      const { file, field, code } = fault;
      errors.push({ file, field, code, line: (file === 'users.csv' ? users : roles).length + 1 });
    }
  }
  const order = (error: ExpectedError) => (error.file === 'users.csv' ? 0 : 1);
  return {
    files: [
      csv(
        'orgs.csv',
        ['sourcedId', 'status', 'dateLastModified', 'name', 'type', 'identifier'],
        [['school-1', 'active', '', 'Hillside', 'school', '']],
      ),
      csv('users.csv', USER_COLUMNS, users),
      csv('roles.csv', ROLE_COLUMNS, roles),
    ],
    errors: errors.sort((a, b) => order(a) - order(b) || a.line - b.line),
  };
}

function studentRows(i: number, grades: readonly string[]): StudentRows {
  const email = i % 10 === 0 ? `student${i}@roster.example` : '';
  return {
    user: [
      `user-${i}`,
      'active',
      '',
      'true',
      `user${i}`,
      'Amina',
      `Otieno`,
      `N-${i}`,
      email,
      grades[i % grades.length]!,
      '',
    ],
    role: [`role-${i}`, 'active', '', `user-${i}`, 'primary', 'student', '2026-01-05', '', 'school-1'],
  };
}

/** A file of comma-separated values. */
export function csv(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): RosterFile {
  const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = [columns, ...rows].map((row) => row.map(quoted).join(','));
  return { name, content: `${lines.join('\r\n')}\r\n` };
}
