import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttendanceCategory } from '../schema.generated';

/** A school's own way of writing a category. Retired codes stay, for the marks that were made with them. */
@Entity('attendance_codes')
export class AttendanceCode {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text' }) code!: string;
  @Column({ type: 'text' }) label!: string;
  @Column({ type: 'text' }) category!: AttendanceCategory;
  /** Place in the school's order. */
  @Column({ type: 'int' }) sequence!: number;
  @Column({ type: 'boolean', name: 'is_active' }) isActive!: boolean;
}
