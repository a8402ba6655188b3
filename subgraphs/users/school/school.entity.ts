import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('schools')
export class School {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string;
  @Column({ type: 'text' }) currency!: string;
  @Column({ type: 'text' }) locale!: string;
  @Column({ type: 'text', array: true, name: 'grade_levels' }) gradeLevels!: string[];
}
