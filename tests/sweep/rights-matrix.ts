/** Columns of the matrix: the people of the sweep's home school, in the groups that the rows show. */
export const PEOPLE: readonly (readonly string[])[] = [
  ['anonymous'],
  ['student', 'guardian'],
  // Of the school, and tied to no child.
  ['parent', 'relative'],
  // The other one teaches the student something else.
  ['teacher of the section', 'another teacher'],
  ['aide', 'proctor', 'counselor'],
  ['principal', 'site administrator', 'bursar'],
  ['district administrator', 'system administrator'],
  ['former teacher'],
];

/**
 * What everybody gets when they ask for what is the student's, the section's or the school's; what is done to people is
 * done to a classmate. `A` is the thing, or that it is done; `-` a refusal; `0` nothing, without a word.
 *
 * Who administers the system holds no right over people and schools: of the tenant they see that it exists. Who was a
 * teacher keeps an account and what is public.
 *
 * `npm run sweep:matrix` prints what happens. A new row is no right until somebody has read it.
 */
export const RIGHTS: Readonly<Record<string, string>> = {
  // Attendance. A register is read whole by those who take it: the section's teachers and the office.
  'Query.attendanceSession': '- | - - | 0 0 | A - | - - - | A A - | A 0 | 0',
  'Query.attendanceSessions': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Query.attendanceCodes': '- | A A | A A | A A | A A A | A A A | A - | -',
  'Mutation.submitRegister': '- | - - | - - | A - | - - - | A A - | A - | -',
  // That a register exists, and its counts, are known to all who work at the school: they run the missing ones down.
  'Query.node as AttendanceSession': '0 | A A | 0 0 | A A | A A A | A A A | A 0 | 0',
  'Subscription.registerSubmitted': '- | - - | - - | A A | A A A | A A A | A - | -',
  'Subscription.attendanceTotalsChanged': '- | - - | - - | A A | A A A | A A A | A - | -',
  // A mark is no business of other classes' teachers, nor of those who take the money. Counselors look after absences.
  'Query.node as AttendanceRecord': '0 | A A | 0 0 | A 0 | 0 0 A | A A 0 | A 0 | 0',

  // Courses. The catalogue and the timetable are for all of the school.
  'Query.course': '- | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.courses': '- | A A | A A | A A | A A A | A A A | A - | -',
  'Query.node as Course': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.node as Lesson': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  // A class is for those in it, their guardians, and all who work there: they find a pupil by the timetable.
  'Query.section': '- | A A | 0 0 | A A | A A A | A A A | A 0 | 0',
  'Query.node as ClassSection': '0 | A A | 0 0 | A A | A A A | A A A | A 0 | 0',
  'Query.node as ClassMeeting': '0 | A A | 0 0 | A A | A A A | A A A | A 0 | 0',
  // So is who has a place in it. What they do there is not: progress is a field with rights of its own.
  'Query.node as Enrollment': '0 | A A | 0 0 | A A | A A A | A A A | A 0 | 0',
  // It is for the student, the guardians, who teaches them this, and the office.
  'Subscription.courseProgressChanged': '- | A A | - - | A - | - - - | A A - | A - | -',
  // Places are given by the section's teachers and the office; what was learnt is said by who learnt or taught it.
  'Mutation.enroll': '- | - - | - - | A - | - - - | A A - | A - | -',
  'Mutation.markLessonComplete': '- | A - | - - | A - | - - - | - - - | - - | -',

  // Resources. What is public comes in lists for everybody; this resource and this event are the school's.
  'Query.resources': 'A | A A | A A | A A | A A A | A A A | A A | A',
  'Query.resource': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.node as Resource': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.event': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.node as Event': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Subscription.eventAvailability': '- | A A | A A | A A | A A A | A A A | A - | -',
  // Events have no staff of their own yet: whoever works at the school stands at the door, the bursar included.
  'Query.node as Registration': '0 | A A | 0 0 | A A | A A A | A A A | A 0 | 0',
  'Mutation.registerForEvent': '- | A A | - - | A A | A A A | A A A | A - | -',
  'Mutation.cancelRegistration': '- | A A | - - | A A | A A A | A A A | A - | -',

  // Finance. The bursar writes, the principal reads, and so does the district above; guardians see their bills.
  'Query.ledger': '- | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.account': '- | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.transaction': '- | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.ledgerIntegrity': '- | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Subscription.transactionPosted': '- | - - | - - | - - | - - - | A - A | A - | -',
  'Query.node as Ledger': '0 | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.node as Account': '0 | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.node as Transaction': '0 | 0 0 | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  // The guardian's are a personal ledger, which is nobody else's, and a bill.
  'Query.ledgers': '- | 0 A | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.invoice': '- | 0 A | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Query.node as Invoice': '0 | 0 A | 0 0 | 0 0 | 0 0 0 | A 0 A | A 0 | 0',
  'Mutation.postTransaction': '- | - - | - - | - - | - - - | - - A | - - | -',
  'Mutation.recordPayment': '- | - - | - - | - - | - - - | - - A | - - | -',

  // People. Teachers see those they teach; counselors and bursars deal with every student of the school.
  'Query.student': '- | A A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  'Query.students': '- | - - | - - | A A | 0 0 A | A A A | A - | -',
  'Query.node as Student': '0 | A A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  'Query.node as User': '0 | A A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  'Query.node as SchoolEnrollment': '0 | A A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  // Students do not look up who is whose guardian.
  'Query.guardian': '- | 0 A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  'Query.node as Guardian': '0 | 0 A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  'Query.node as GuardianLink': '0 | 0 A | 0 0 | A A | 0 0 A | A A A | A 0 | 0',
  // Who works at the school is no secret there; who comes and goes is told to those who do.
  'Query.staff': '- | A A | A A | A A | A A A | A A A | A - | -',
  'Query.node as Staff': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Subscription.rosterChanged': '- | - - | - - | A A | A A A | A A A | A - | -',

  // Schools. Members see their school, its calendar and what it is part of.
  'Query.viewer': '0 | A A | A A | A A | A A A | A A A | A A | A',
  'Query.school': '- | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.schools': '- | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.node as School': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.organization as School': '- | A A | A A | A A | A A A | A A A | A A | 0',
  'Query.organization as OrganizationUnit': '- | A A | A A | A A | A A A | A A A | A A | 0',
  'Query.node as OrganizationUnit': '0 | A A | A A | A A | A A A | A A A | A A | 0',
  'Query.academicSessions': '- | A A | A A | A A | A A A | A A A | A - | -',
  'Query.node as AcademicSession': '0 | A A | A A | A A | A A A | A A A | A 0 | 0',
  'Query.calendar': '- | A A | A A | A A | A A A | A A A | A - | -',

  // Administration: the office for its school, the district for all.
  'Query.importJob': '- | 0 0 | 0 0 | 0 0 | 0 0 0 | A A 0 | A 0 | 0',
  'Query.node as ImportJob': '0 | 0 0 | 0 0 | 0 0 | 0 0 0 | A A 0 | A 0 | 0',
  'Query.auditEvents': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.inviteUser': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.updateProfile': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.assignRole': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.revokeRole': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.deactivateUser': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.reactivateUser': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.updateSchool': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.upsertAcademicSessions': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.upsertCalendarDays': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.replacePeriods': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.createStudent': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.enrollStudentInSchool': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.transferStudent': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.withdrawStudent': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.linkGuardian': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.updateGuardianLink': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.revokeGuardianLink': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.rolloverSchoolYear': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Mutation.importRoster': '- | - - | - - | - - | - - - | A A - | A - | -',
  'Subscription.importProgress': '- | - - | - - | - - | - - - | A A - | A - | -',
  // What cannot be taken back, and what changes more than a school, is for the district.
  'Mutation.anonymizeUser': '- | - - | - - | - - | - - - | - - - | A - | -',
  'Mutation.createSchool': '- | - - | - - | - - | - - - | - - - | A - | -',
  'Mutation.changeSchoolTimeZone': '- | - - | - - | - - | - - - | - - - | A - | -',

  // Accounts. Everybody may try, with what only they know; a session is ended by whose it is.
  'Mutation.signIn': 'A | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.refreshSession': 'A | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.requestPasswordReset': 'A | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.resetPassword': 'A | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.acceptInvitation': 'A | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.signOut': '- | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.changePassword': '- | A A | A A | A A | A A A | A A A | A A | A',
  'Mutation.endSession': '- | - - | - - | A - | - - - | - - - | - - | -',
  'Subscription.sessionRevoked': '- | A A | A A | A A | A A A | A A A | A A | A',
};
