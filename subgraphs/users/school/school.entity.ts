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
  @Column({ type: 'text', name: 'parent_id' }) parentId!: string;
  @Column({ type: 'text', nullable: true }) identifier!: string | null;
  /** Days of the week with school by default; 1 is Monday (ISO 8601). */
  @Column({ type: 'smallint', array: true, name: 'instructional_weekdays', default: [1, 2, 3, 4, 5] })
  instructionalWeekdays!: number[];
  @Column({ type: 'integer', default: 1 }) version!: number;
}
