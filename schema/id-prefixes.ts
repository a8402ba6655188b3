/** The prefix of each node type's ids. An id tells its type for ever: add to this list, never change it. */
export const ID_PREFIXES = {
  OrganizationUnit: 'org',
  School: 'sch',
  AcademicSession: 'acs',
  User: 'usr',
  Student: 'stu',
  SchoolEnrollment: 'sen',
  Staff: 'stf',
  Guardian: 'grd',
  GuardianLink: 'gdl',
  ImportJob: 'imp',
  Course: 'crs',
  ClassSection: 'sec',
  ClassMeeting: 'mtg',
  Enrollment: 'enr',
  Lesson: 'les',
  AttendanceSession: 'ats',
  AttendanceRecord: 'atr',
  Resource: 'res',
  Event: 'evn',
  Registration: 'reg',
  Ledger: 'led',
  Account: 'acc',
  Transaction: 'txn',
  Invoice: 'inv',
} as const;

export type NodeType = keyof typeof ID_PREFIXES;
