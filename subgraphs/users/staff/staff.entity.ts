import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('staff')
export class Staff {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'user_id' }) userId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  /** The user's family name once more, so that a school's list is sorted by one index; the database keeps it equal. */
  @Column({ type: 'text', name: 'family_name', insert: false, update: false }) familyName!: string;
  @Column({ type: 'text', nullable: true }) title!: string | null;
  @Column({ type: 'text', array: true, default: [] }) classifications!: string[];
}
