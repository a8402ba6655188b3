import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PublicationStatus, ResourceKind } from '../schema.generated';

/** Teaching material or a document of a school; of a course where `courseId` is set. */
@Entity('resources')
export class Resource {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text', name: 'course_id', nullable: true }) courseId!: string | null;
  /** Unique within the school. */
  @Column({ type: 'text' }) slug!: string;
  @Column({ type: 'text' }) kind!: ResourceKind;
  @Column({ type: 'text' }) status!: PublicationStatus;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', nullable: true }) summary!: string | null;
  @Column({ type: 'text', nullable: true }) subject!: string | null;
  /** Never null once published. */
  @Column({ type: 'text', nullable: true }) url!: string | null;
  @Column({ type: 'boolean', name: 'is_public' }) isPublic!: boolean;
  /** Never null once published. */
  @Column({ type: 'timestamptz', name: 'published_at', nullable: true }) publishedAt!: Date | null;
}
