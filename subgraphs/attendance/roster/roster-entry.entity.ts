import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A student's place in a section, from `beginDate` until the day before `endDate`. */
@Entity('roster_entries')
export class RosterEntry {
  @PrimaryColumn({ type: 'text', name: 'enrollment_id' }) enrollmentId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'section_id' }) sectionId!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  @Column({ type: 'date', name: 'begin_date' }) beginDate!: string;
  @Column({ type: 'date', name: 'end_date', nullable: true }) endDate!: string | null;
}
