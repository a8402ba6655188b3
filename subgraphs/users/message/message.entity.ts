import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mail that is to be sent, written in the transaction that makes it due. It holds no token: that is derived. */
@Entity('messages')
export class Message {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text' }) kind!: 'PASSWORD_RESET' | 'INVITATION';
  @Column({ type: 'text' }) recipient!: string;
  /** The reset or the invitation that its link is for. */
  @Column({ type: 'text', name: 'subject_id' }) subjectId!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  /** When its link is no longer good, and there is no sense in sending it. */
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  @Column({ type: 'timestamptz', name: 'next_attempt_at' }) nextAttemptAt!: Date;
  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true }) sentAt!: Date | null;
}
