import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A lesson that the student of an enrolment has completed. Never deleted: completion does not go back. */
@Entity('lesson_completions')
export class LessonCompletion {
  @PrimaryColumn({ type: 'text', name: 'enrollment_id' }) enrollmentId!: string;
  @PrimaryColumn({ type: 'text', name: 'lesson_id' }) lessonId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'timestamptz', name: 'completed_at' }) completedAt!: Date;
}
