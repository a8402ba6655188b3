import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A lesson's place in a school's day, on its wall clock. */
@Entity('periods')
export class Period {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'smallint' }) sequence!: number;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'short_name' }) shortName!: string;
  @Column({ type: 'time', name: 'starts_at' }) startsAt!: string;
  @Column({ type: 'time', name: 'ends_at' }) endsAt!: string;
  @Column({ type: 'boolean', name: 'counts_for_attendance' }) countsForAttendance!: boolean;
}
