import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../../kernel/auth/viewer';
import type { RoleType } from '../schema.generated';

/** A role held in a school or in the whole tenant, from `beginDate` until the day before `endDate`. */
@Entity('role_assignments')
export class RoleAssignment {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'user_id' }) userId!: string;
  @Column({ type: 'text', name: 'org_id' }) orgId!: string;
  @Column({ type: 'text' }) role!: Role;
  @Column({ type: 'text', name: 'role_type', default: 'PRIMARY' }) roleType!: RoleType;
  @Column({ type: 'date', name: 'begin_date' }) beginDate!: string;
  @Column({ type: 'date', name: 'end_date', nullable: true }) endDate!: string | null;
}
