import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDayKind } from '../schema.generated';

/** A day on which a school differs from its usual week. */
@Entity('calendar_days')
export class CalendarDay {
  @PrimaryColumn({ type: 'text', name: 'school_id' }) schoolId!: string;
  @PrimaryColumn({ type: 'date' }) date!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text' }) kind!: CalendarDayKind;
  @Column({ type: 'text', nullable: true }) label!: string | null;
  @Column({ type: 'time', name: 'opens_at', nullable: true }) opensAt!: string | null;
  @Column({ type: 'time', name: 'closes_at', nullable: true }) closesAt!: string | null;
  @Column({ type: 'text', array: true, name: 'grade_levels', nullable: true }) gradeLevels!: string[] | null;
}
