import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('students')
export class Student {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'user_id' }) userId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  /** The user's family name once more, so that a school's list is sorted by one index. */
  @Column({ type: 'text', name: 'family_name' }) familyName!: string;
  @Column({ type: 'text', name: 'student_number' }) studentNumber!: string;
  @Column({ type: 'text', name: 'grade_level' }) gradeLevel!: string;
  @Column({ type: 'text', nullable: true }) homeroom!: string | null;
  @Column({ type: 'integer', default: 1 }) version!: number;
}
