import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImportErrorCode } from '../schema.generated';

/** What is wrong with one row of a file. */
@Entity('import_errors')
export class ImportError {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'job_id' }) jobId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'text' }) file!: string;
  @Column({ type: 'integer' }) line!: number;
  @Column({ type: 'text', nullable: true }) field!: string | null;
  @Column({ type: 'text' }) code!: ImportErrorCode;
  @Column({ type: 'text' }) message!: string;
}
