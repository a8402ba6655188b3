import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that was done, by whom and to what. The database refuses to change or delete it. */
@Entity('audit_events')
export class AuditEvent {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column({ type: 'text', name: 'actor_user_id', nullable: true }) actorUserId!: string | null;
  @Column({ type: 'text' }) action!: string;
  @Column({ type: 'text', name: 'subject_id', nullable: true }) subjectId!: string | null;
  @Column({ type: 'timestamptz', name: 'occurred_at' }) occurredAt!: Date;
  @Column({ type: 'text', nullable: true }) address!: string | null;
  /** Why, in the words of who did it. */
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  @Column({ type: 'text', name: 'before_hash', nullable: true }) beforeHash!: string | null;
  @Column({ type: 'text', name: 'after_hash', nullable: true }) afterHash!: string | null;
}
