import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The digest of a refresh token of a session's present or last generation. */
@Entity('refresh_tokens')
export class RefreshToken {
  @PrimaryColumn({ type: 'bytea' }) hash!: Buffer;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'session_id' }) sessionId!: string;
  @Column({ type: 'integer' }) generation!: number;
}
