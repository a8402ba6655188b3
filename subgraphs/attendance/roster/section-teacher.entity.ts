import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who teaches a section, and therefore takes its registers. */
@Entity('section_teachers')
export class SectionTeacher {
  @PrimaryColumn({ type: 'text', name: 'section_id' }) sectionId!: string;
  @PrimaryColumn({ type: 'text', name: 'staff_id' }) staffId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
}
