import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttendanceCategory } from '../schema.generated';

/** What a mark said from `recordedAt` until its next revision. Appended, never changed. */
@Entity('attendance_record_revisions')
export class AttendanceRecordRevision {
  @PrimaryColumn({ type: 'text', name: 'record_id' }) recordId!: string;
  @PrimaryColumn({ type: 'int' }) revision!: number;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'code_id' }) codeId!: string;
  @Column({ type: 'text' }) category!: AttendanceCategory;
  @Column({ type: 'int', name: 'minutes_late', nullable: true }) minutesLate!: number | null;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'timestamptz', name: 'recorded_at' }) recordedAt!: Date;
  /** User id. */
  @Column({ type: 'text', name: 'recorded_by' }) recordedBy!: string;
}
