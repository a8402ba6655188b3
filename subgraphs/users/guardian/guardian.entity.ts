import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who is or was tied to a child. */
@Entity('guardians')
export class Guardian {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'user_id' }) userId!: string;
}
