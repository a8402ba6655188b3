import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrgType } from '../schema.generated';

/** An organisation that is not a school. The one whose id is the tenant's is at the top. */
@Entity('organization_units')
export class OrganizationUnit {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column({ type: 'text' }) type!: Exclude<OrgType, 'SCHOOL'>;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', nullable: true }) identifier!: string | null;
}
