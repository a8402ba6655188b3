import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('class_sections')
export class ClassSection {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'course_id' }) courseId!: string;
  /** The course's school. */
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'class_code' }) classCode!: string;
  @Column({ type: 'text', nullable: true }) location!: string | null;
  @Column({ type: 'integer' }) capacity!: number;
  /** The school's IANA zone: what “today” means for the section. */
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string;
  @Column({ type: 'date', name: 'begin_date' }) beginDate!: string;
  /** First day on which the section no longer exists. */
  @Column({ type: 'date', name: 'end_date' }) endDate!: string;
}
