import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether a school is in session on a day. A day that was never told is taken for one: the timetable has it. */
@Entity('school_days')
export class SchoolDay {
  @PrimaryColumn({ type: 'text', name: 'school_id' }) schoolId!: string;
  @PrimaryColumn({ type: 'date' }) date!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'boolean', name: 'is_in_session' }) isInSession!: boolean;
}
