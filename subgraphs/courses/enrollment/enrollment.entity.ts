import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EnrollmentState } from '../schema.generated';

/** A student's place in a section, from `beginDate` until the day before `endDate`. */
@Entity('enrollments')
export class Enrollment {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'section_id' }) sectionId!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  /** The section's school. */
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text' }) state!: EnrollmentState;
  @Column({ type: 'date', name: 'begin_date' }) beginDate!: string;
  @Column({ type: 'date', name: 'end_date', nullable: true }) endDate!: string | null;
}
