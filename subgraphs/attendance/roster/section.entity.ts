import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A class section as courses told of it. */
@Entity('sections')
export class Section {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  /** The school's IANA zone, in which the dates of its registers are civil dates. */
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'course_title' }) courseTitle!: string;
  @Column({ type: 'text', name: 'grade_level', nullable: true }) gradeLevel!: string | null;
}
