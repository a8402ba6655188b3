import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CourseStatus } from '../schema.generated';

@Entity('courses')
export class Course {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', name: 'course_code' }) courseCode!: string;
  @Column({ type: 'text' }) subject!: string;
  @Column({ type: 'text', array: true, name: 'grade_levels' }) gradeLevels!: string[];
  @Column({ type: 'text' }) status!: CourseStatus;
  @Column({ type: 'text', nullable: true }) description!: string | null;
}
