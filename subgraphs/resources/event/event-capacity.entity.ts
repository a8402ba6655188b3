import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The counter of an event's places. Its row is the lock under which places are taken and given back. */
@Entity('event_capacities')
export class EventCapacity {
  @PrimaryColumn({ type: 'text', name: 'event_id' }) eventId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  /** Null where the event is not limited. */
  @Column({ type: 'int', nullable: true }) capacity!: number | null;
  /** Sum of the quantities of all confirmed registrations. */
  @Column({ type: 'int' }) confirmed!: number;
}
