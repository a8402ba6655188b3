import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RegistrationStatus } from '../schema.generated';

/** A student's places at an event. One per student and event is in force; cancelled ones stay on record. */
@Entity('registrations')
export class Registration {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  /** The event's school, once more: the right to see is decided without a join. */
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'event_id' }) eventId!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  @Column({ type: 'text' }) status!: Extract<RegistrationStatus, 'CONFIRMED' | 'CANCELLED'>;
  @Column({ type: 'int' }) quantity!: number;
  @Column({ type: 'timestamptz', name: 'registered_at' }) registeredAt!: Date;
  /** User id of who registered the student. */
  @Column({ type: 'text', name: 'registered_by' }) registeredBy!: string;
  @Column({ type: 'timestamptz', name: 'cancelled_at', nullable: true }) cancelledAt!: Date | null;
}
