import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionState } from '../schema.generated';

/** A register: one for each class meeting. */
@Entity('attendance_sessions')
export class AttendanceSession {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'section_id' }) sectionId!: string;
  @Column({ type: 'text', name: 'meeting_id' }) meetingId!: string;
  @Column({ type: 'date', name: 'school_date' }) schoolDate!: string;
  @Column({ type: 'timestamptz', name: 'starts_at' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt!: Date;
  @Column({ type: 'text' }) state!: SessionState;
  /** 0 until the register is first taken; one more with each submission. */
  @Column({ type: 'int' }) version!: number;
  /** Kept equal to the roster by the events that change it. */
  @Column({ type: 'int', name: 'expected_count' }) expectedCount!: number;
  @Column({ type: 'int', name: 'recorded_count' }) recordedCount!: number;
  @Column({ type: 'timestamptz', name: 'submitted_at', nullable: true }) submittedAt!: Date | null;
  /** User id. */
  @Column({ type: 'text', name: 'submitted_by', nullable: true }) submittedBy!: string | null;
}
