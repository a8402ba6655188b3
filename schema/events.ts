/**
 * Every event that services tell each other, by name, with its payload. Add names and optional fields; never change
 * or remove what is here: consumers of any age must understand it. What was told once is kept in
 * `schema/events.snapshot.json`, and held against this file.
 */
export interface Events {
  /** An import of a roster got on. From users; about the import. */
  'import.progressed': { jobId: string; processedRows: number };
  /** An import changed who is at a school. From users; about the school; once for each import. */
  'roster.imported': { schoolId: string; jobId: string };
  /** A school is, or is not, in session on these days. From users; about the school. Days not named stay as told before. */
  'calendar.changed': {
    schoolId: string;
    days: {
      /** Civil date of the school, `YYYY-MM-DD`. */
      date: string;
      isInSession: boolean;
    }[];
  };
  /** A school moves to another time zone. From users; about the school. */
  'school.time_zone_changed': {
    schoolId: string;
    /** IANA name. */
    timeZone: string;
    /** First civil date in the new zone. */
    effectiveFrom: string;
  };
  /** Somebody is signed out on a device, by whatever cause but the passing of time. From users; about the session. */
  'session.ended': {
    sessionId: string;
    userId: string;
    reason: string;
    /** RFC 3339. */
    endedAt: string;
  };
  /** A class section exists and may be taught. From courses. */
  'section.created': {
    sectionId: string;
    schoolId: string;
    /** The school's IANA zone, in which its meetings' dates are civil dates. */
    timeZone: string;
    title: string;
    courseTitle: string;
    gradeLevel: string | null;
    /** Staff ids of those who teach it. */
    teacherIds: string[];
    /** First day of its terms, and first day after them; absent in events of the time before they were told. */
    beginDate?: string;
    endDate?: string;
  };
  /**
   * All that is known of a section, told once more: for copies that are rebuilt. From courses; about the section. It
   * stands for every earlier event of the section.
   */
  'section.snapshot_taken': {
    sectionId: string;
    schoolId: string;
    timeZone: string;
    title: string;
    courseTitle: string;
    gradeLevel: string | null;
    teacherIds: string[];
    beginDate: string;
    endDate: string;
    meetings: { meetingId: string; schoolDate: string; startsAt: string; endsAt: string }[];
    enrollments: { enrollmentId: string; studentId: string; beginDate: string; endDate: string | null }[];
  };
  /** Class meetings were put on the timetable. From courses; about the section. */
  'meetings.scheduled': {
    sectionId: string;
    meetings: {
      meetingId: string;
      /** Civil date of the school, `YYYY-MM-DD`. */
      schoolDate: string;
      /** Instants, RFC 3339. */
      startsAt: string;
      endsAt: string;
    }[];
  };
  /** Students got places in a section. From courses; about the section. */
  'enrollments.created': {
    sectionId: string;
    enrollments: { enrollmentId: string; studentId: string; beginDate: string; endDate: string | null }[];
  };
  /** A register was taken or corrected. From attendance; about the session. */
  'register.submitted': {
    sessionId: string;
    schoolId: string;
    sectionId: string;
    /** The session's version after this submission. */
    version: number;
    expectedCount: number;
    recordedCount: number;
    /** User id of who submitted it. */
    submittedBy: string;
    /** RFC 3339. */
    submittedAt: string;
  };
  /** A lesson was completed by a student for the first time. From courses; about the enrolment. */
  'lesson.completed': { enrollmentId: string; sectionId: string; lessonId: string; studentId: string };
  /**
   * A student got on in a course by so much that it shows in whole per cents. From courses; about the enrolment. Not told
   * where a lesson was completed that the course does not require.
   */
  'course_progress.changed': {
    enrollmentId: string;
    sectionId: string;
    studentId: string;
    /** Lessons that the course required then, and those of them that were completed. */
    completedRequirements: number;
    totalRequirements: number;
    /** 0 to 100, rounded down. */
    percentage: number;
    /** The first required lesson that was not completed. */
    nextLessonId: string | null;
  };
  /** Somebody registered for an event of the school. From resources; about the event. */
  'registration.confirmed': { eventId: string; registrationId: string; studentId: string; schoolId: string };
  /** A registration was given up, and its places with it. From resources; about the event. */
  'registration.cancelled': { eventId: string; registrationId: string; studentId: string; schoolId: string };
  /** A student entered a school, or will. From users; about the student. */
  'student.enrolled': {
    studentId: string;
    userId: string;
    schoolId: string;
    enrollmentId: string;
    gradeLevel: string;
    homeroom: string | null;
    /** Civil date of the school, `YYYY-MM-DD`. */
    entryDate: string;
    entryType: string;
  };
  /** A student left a school, or will. From users; about the student. */
  'student.withdrawn': {
    studentId: string;
    schoolId: string;
    enrollmentId: string;
    /** First civil date no longer enrolled; equal to the entry date where the enrolment never held. */
    exitDate: string;
    exitType: string;
  };
  /** What is known of a student changed. From users; about the student. */
  'student.changed': {
    studentId: string;
    /** The school that the student is at, or was last. */
    schoolId: string;
    gradeLevel: string;
    homeroom: string | null;
    /** The student's version after this change. */
    version: number;
  };
  /** A guardian was tied to a child, or what the tie allows changed, or it ended. From users; about the link. */
  'guardian_link.changed': {
    guardianLinkId: string;
    guardianUserId: string;
    studentId: string;
    schoolId: string;
    canSeeAttendance: boolean;
    canSeeGrades: boolean;
    canSeeFinance: boolean;
    canReportAbsence: boolean;
    notifyBySms: boolean;
    notifyByEmail: boolean;
    notifyByPush: boolean;
    validFrom: string;
    /** First day on which it no longer holds; null while it is open. */
    validTo: string | null;
  };
  /** Everything that identified a person was erased; copies must be, too. From users; about the person. */
  'user.anonymized': {
    userId: string;
    studentId: string | null;
    staffIds: string[];
    guardianId: string | null;
  };
  /** A transaction was posted. From finance; about the ledger. */
  'transaction.posted': { ledgerId: string; transactionId: string; date: string };
}

export type EventName = keyof Events;

/** How often the payload of an event has grown, counted from 1, for those that have. */
export const EVENT_VERSIONS: Partial<Record<EventName, number>> = { 'section.created': 2 };
