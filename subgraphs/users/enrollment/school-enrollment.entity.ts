import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EntryType, ExitType } from '../schema.generated';

/** A stay of a student at a school, from `entryDate` until the day before `exitDate`. */
@Entity('school_enrollments')
export class SchoolEnrollment {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'grade_level' }) gradeLevel!: string;
  /** The school's number and group for the student during this stay; null where they are not known. */
  @Column({ type: 'text', name: 'student_number', nullable: true }) studentNumber!: string | null;
  @Column({ type: 'text', nullable: true }) homeroom!: string | null;
  @Column({ type: 'date', name: 'entry_date' }) entryDate!: string;
  @Column({ type: 'text', name: 'entry_type' }) entryType!: EntryType;
  @Column({ type: 'date', name: 'exit_date', nullable: true }) exitDate!: string | null;
  @Column({ type: 'text', name: 'exit_type', nullable: true }) exitType!: ExitType | null;
}
