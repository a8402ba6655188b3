import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LessonKind } from '../schema.generated';

@Entity('lessons')
export class Lesson {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'course_id' }) courseId!: string;
  /** Place in the teaching order, from 1. */
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text' }) kind!: LessonKind;
  @Column({ type: 'boolean', name: 'is_required' }) isRequired!: boolean;
  @Column({ type: 'integer', name: 'duration_seconds', nullable: true }) durationSeconds!: number | null;
  /** Students see a lesson, and its completion counts, once it is published. */
  @Column({ type: 'boolean', name: 'is_published' }) isPublished!: boolean;
}
