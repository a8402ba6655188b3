import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionEndReason } from '../schema.generated';

/** A device on which somebody is signed in. Ended by setting `endedAt`; a trigger tells everybody. */
@Entity('sessions')
export class Session {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'user_id' }) userId!: string;
  @Column({ type: 'text', nullable: true }) device!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'last_used_at' }) lastUsedAt!: Date;
  /** Whatever happens: the person signs in again after this. */
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
  /** Refresh tokens of this generation are good. */
  @Column({ type: 'integer', default: 0 }) generation!: number;
  /** When the generation rose last. */
  @Column({ type: 'timestamptz', name: 'rotated_at' }) rotatedAt!: Date;
  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Column({ type: 'text', name: 'end_reason', nullable: true }) endReason!: SessionEndReason | null;
}
