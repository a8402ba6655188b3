import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A zone of a school and the first day on which it holds; the first day that there is for the one it began with. */
@Entity('school_time_zones')
export class SchoolTimeZone {
  @PrimaryColumn({ type: 'text', name: 'school_id' }) schoolId!: string;
  @PrimaryColumn({ type: 'date', name: 'effective_from' }) effectiveFrom!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string;
}
