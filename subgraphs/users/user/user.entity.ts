import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'given_name' }) givenName!: string;
  @Column({ type: 'text', name: 'family_name' }) familyName!: string;
  @Column({ type: 'text', name: 'preferred_given_name', nullable: true }) preferredGivenName!: string | null;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  /** PHC string of argon2id; null for people who cannot sign in. Never selected unless asked for. */
  @Column({ type: 'text', name: 'password_hash', nullable: true, select: false }) passwordHash!:
    string | null;
  @Column({ type: 'boolean', name: 'is_enabled' }) isEnabled!: boolean;
  @Column({ type: 'text', nullable: true }) pronouns!: string | null;
  @Column({ type: 'text', nullable: true }) phone!: string | null;
  @Column({ type: 'text', name: 'avatar_url', nullable: true }) avatarUrl!: string | null;
  @Column({ type: 'text', nullable: true }) locale!: string | null;
  @Column({ type: 'text', name: 'time_zone', nullable: true }) timeZone!: string | null;
  @Column({ type: 'integer', default: 1 }) version!: number;
  /** Rises when what the person's tokens say is no longer so. The database alone raises it. */
  @Column({ type: 'integer', name: 'token_epoch', default: 0, insert: false, update: false, select: false })
  tokenEpoch!: number;
  /** Set once everything that identified the person is erased. */
  @Column({ type: 'timestamptz', name: 'anonymized_at', nullable: true }) anonymizedAt!: Date | null;
}
