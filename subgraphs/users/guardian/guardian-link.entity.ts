import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GuardianRelation } from '../schema.generated';

/** One guardian's tie to one child. A right given here reaches this child alone. */
@Entity('guardian_links')
export class GuardianLink {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'guardian_user_id' }) guardianUserId!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  @Column({ type: 'text' }) relation!: GuardianRelation;
  @Column({ type: 'boolean', name: 'can_see_attendance' }) canSeeAttendance!: boolean;
  @Column({ type: 'boolean', name: 'can_see_grades' }) canSeeGrades!: boolean;
  @Column({ type: 'boolean', name: 'can_see_finance' }) canSeeFinance!: boolean;
  @Column({ type: 'boolean', name: 'can_report_absence' }) canReportAbsence!: boolean;
  @Column({ type: 'smallint', name: 'contact_priority', default: 1 }) contactPriority!: number;
  @Column({ type: 'boolean', name: 'can_pick_up', default: false }) canPickUp!: boolean;
  @Column({ type: 'boolean', name: 'notify_by_sms', default: false }) notifyBySms!: boolean;
  @Column({ type: 'boolean', name: 'notify_by_email', default: false }) notifyByEmail!: boolean;
  @Column({ type: 'boolean', name: 'notify_by_push', default: false }) notifyByPush!: boolean;
  /** What a court has ordered; for the school's office alone. */
  @Column({ type: 'text', name: 'court_order_note', nullable: true }) courtOrderNote!: string | null;
  @Column({ type: 'date', name: 'valid_from' }) validFrom!: string;
  @Column({ type: 'date', name: 'valid_to', nullable: true }) validTo!: string | null;
}
