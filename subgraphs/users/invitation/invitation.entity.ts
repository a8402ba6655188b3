import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../../kernel/auth/viewer';

/** An account that somebody may have, and the role that comes with it. The token of its link is derived from the row. */
@Entity('invitations')
export class Invitation {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  /** A school, or another organisation. */
  @Column({ type: 'text', name: 'organization_id' }) organizationId!: string;
  @Column({ type: 'text' }) email!: string;
  @Column({ type: 'text', name: 'given_name' }) givenName!: string;
  @Column({ type: 'text', name: 'family_name' }) familyName!: string;
  @Column({ type: 'text' }) role!: Role;
  @Column({ type: 'text', nullable: true }) title!: string | null;
  @Column({ type: 'text', name: 'invited_by' }) invitedBy!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date;
  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
}
