import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionType } from '../schema.generated';

/** A school year, or a part of one; `endDate` is its last day. */
@Entity('academic_sessions')
export class AcademicSession {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column({ type: 'text' }) type!: SessionType;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'integer', name: 'school_year' }) schoolYear!: number;
  @Column({ type: 'date', name: 'start_date' }) startDate!: string;
  @Column({ type: 'date', name: 'end_date' }) endDate!: string;
}
