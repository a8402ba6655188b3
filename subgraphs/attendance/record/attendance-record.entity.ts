import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttendanceCategory } from '../schema.generated';

/** A student's mark in one register. "Not taken" is the absence of such a row. */
@Entity('attendance_records')
export class AttendanceRecord {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'session_id' }) sessionId!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  @Column({ type: 'text', name: 'code_id' }) codeId!: string;
  /** What the code meant when the mark was made: a code that changes its meaning rewrites no history. */
  @Column({ type: 'text' }) category!: AttendanceCategory;
  @Column({ type: 'int', name: 'minutes_late', nullable: true }) minutesLate!: number | null;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'date', name: 'school_date' }) schoolDate!: string;
  /** How often the mark was written; 1 at first. */
  @Column({ type: 'int' }) revision!: number;
  @Column({ type: 'timestamptz', name: 'recorded_at' }) recordedAt!: Date;
  /** User id. */
  @Column({ type: 'text', name: 'recorded_by' }) recordedBy!: string;
}
