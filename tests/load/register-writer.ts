import { setTimeout as sleep } from 'node:timers/promises';

import { type Database, openDatabase } from '../../kernel/database/open-database';
import { withTenant } from '../../kernel/database/tenant-scope';
import { recordOnTopic } from '../../kernel/events/topics';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { attendanceDatabase } from '../../subgraphs/attendance/database';
import { registersOf } from '../../subgraphs/attendance/register/registers-topic';

/** A school whose registers are followed. */
export interface School {
  id: string;
  tenantId: string;
}

/** Records that registers were submitted, as their submission does: in the outbox and on the school's topic, at commit. */
export class RegisterWriter {
  /** How many have been committed, by school. */
  readonly written: number[];
  private hasStopped = false;
  private running: Promise<void>[] = [];

  private constructor(
    private readonly database: Database,
    private readonly schools: readonly School[],
  ) {
    this.written = schools.map(() => 0);
  }

  /** Opens the service's database, and has the service know the schools. */
  static async open(url: string, schools: readonly School[]): Promise<RegisterWriter> {
    const database = await openDatabase(attendanceDatabase, { url, poolSize: 5 });
    for (const { id, tenantId } of schools)
      await withTenant(tenantId, () =>
        database.db.query(
          `INSERT INTO attendance_codes (id, tenant_id, school_id, code, label, category, sequence)
           VALUES ($1, $2, $3, 'P', 'Present', 'PRESENT', 1)`,
          [newId('atc'), tenantId, id],
        ),
      );
    return new RegisterWriter(database, schools);
  }

  get total(): number {
    return this.written.reduce((sum, count) => sum + count, 0);
  }

  /** Writes at a constant rate, one school after the other, until it is stopped. */
  start(perSecond: number): void {
    const start = performance.now();
    const count = this.schools.length;
    // A school's are written one after the other: how many there are is then known at any moment.
    this.running = this.schools.map(async (school, index) => {
      for (let round = 0; !this.hasStopped; round++) {
        const due = start + (1000 * (round * count + index)) / perSecond;
        await sleep(Math.max(0, due - performance.now()));
        await this.write(school);
        this.written[index]! += 1;
      }
    });
  }

  async stop(): Promise<void> {
    this.hasStopped = true;
    await Promise.all(this.running);
    await this.database.close();
  }

  private async write({ id: schoolId, tenantId }: School): Promise<void> {
    const sessionId = newId(ID_PREFIXES.AttendanceSession);
    const now = new Date();
    const payload = {
      ...{
        sessionId,
        schoolId,
        sectionId: newId(ID_PREFIXES.ClassSection),
        submittedBy: newId(ID_PREFIXES.User),
      },
      ...{ version: 1, expectedCount: 25, recordedCount: 25, submittedAt: now.toISOString() },
    };
    const event = { aggregateId: sessionId, occurredAt: now, payload, tenantId };
    await withTenant(tenantId, () =>
      this.database.db.transaction((tx) =>
        recordOnTopic(tx, registersOf(schoolId), { ...event, name: 'register.submitted' }),
      ),
    );
  }
}
