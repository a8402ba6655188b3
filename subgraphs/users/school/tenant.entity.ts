import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A root organisation: a district, or a school on its own. Every other row belongs to exactly one. */
@Entity('tenants')
export class Tenant {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text' }) name!: string;
}
