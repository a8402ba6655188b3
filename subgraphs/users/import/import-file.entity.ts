import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of an import as it came; an import that was cut short reads it again. */
@Entity('import_files')
export class ImportFile {
  @PrimaryColumn({ type: 'text', name: 'job_id' }) jobId!: string;
  @PrimaryColumn({ type: 'smallint' }) position!: number;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) content!: string;
}
