import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImportFormat, ImportState } from '../schema.generated';

/** An import of a roster, and how far it is. */
@Entity('import_jobs')
export class ImportJob {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column({ type: 'text', name: 'requested_by' }) requestedBy!: string;
  @Column({ type: 'text' }) format!: ImportFormat;
  @Column({ type: 'boolean', name: 'dry_run' }) dryRun!: boolean;
  @Column({ type: 'text', default: 'PENDING' }) state!: ImportState;
  @Column({ type: 'integer', name: 'total_rows' }) totalRows!: number;
  @Column({ type: 'integer', name: 'processed_rows', default: 0 }) processedRows!: number;
  @Column({ type: 'integer', default: 0 }) created!: number;
  @Column({ type: 'integer', default: 0 }) updated!: number;
  @Column({ type: 'integer', default: 0 }) unchanged!: number;
  @Column({ type: 'integer', default: 0 }) failed!: number;
  /** Times it was taken up since it last got on. */
  @Column({ type: 'integer', default: 0 }) attempts!: number;
  @Column({ type: 'text', array: true, name: 'files_left_alone', default: [] }) filesLeftAlone!: string[];
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
