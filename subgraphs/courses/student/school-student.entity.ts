import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a student entered a school, or will. Copied from users, who keeps when they came and left. */
@Entity('school_students')
export class SchoolStudent {
  @PrimaryColumn({ type: 'text', name: 'student_id' }) studentId!: string;
  @PrimaryColumn({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
}
