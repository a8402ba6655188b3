import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('class_meetings')
export class ClassMeeting {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'section_id' }) sectionId!: string;
  /** Civil date of the school. */
  @Column({ type: 'date', name: 'school_date' }) schoolDate!: string;
  @Column({ type: 'text' }) period!: string;
  @Column({ type: 'timestamptz', name: 'starts_at' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt!: Date;
  @Column({ type: 'text', nullable: true }) room!: string | null;
}
