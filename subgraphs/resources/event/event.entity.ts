import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../../kernel/database/columns';
import type { EventStatus } from '../schema.generated';

/** Something that takes place at a school. Its places are counted in {@link EventCapacity}. */
@Entity('events')
export class Event {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', nullable: true }) description!: string | null;
  @Column({ type: 'text' }) status!: EventStatus;
  @Column({ type: 'timestamptz', name: 'starts_at' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt!: Date;
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string;
  @Column({ type: 'text', nullable: true }) venue!: string | null;
  @Column({ type: 'boolean', name: 'is_public' }) isPublic!: boolean;
  /** Null, as is the currency, where attendance is free. */
  @Column({ type: 'bigint', name: 'price_minor_units', nullable: true, transformer: bigintColumn })
  priceMinorUnits!: bigint | null;
  @Column({ type: 'text', name: 'price_currency', nullable: true }) priceCurrency!: string | null;
  @Column({ type: 'timestamptz', name: 'registration_opens_at', nullable: true })
  registrationOpensAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'registration_closes_at', nullable: true })
  registrationClosesAt!: Date | null;
}
