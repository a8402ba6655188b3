import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import type { Databases } from './databases';

/** Remembers the rows of all databases, and puts back what was changed since. */
export interface Memory {
  /** @returns the tables whose rows had changed, such as `users.role_assignments` */
  restore(): Promise<string[]>;
}

/**
 * A copy of every table, and a trigger on each that notes that it was written to: only those are put back, which takes
 * milliseconds.
 */
export async function remember({ query }: Pick<Databases, 'query'>): Promise<Memory> {
  const tables = new Map<ServiceName, Map<string, string>>();
  for (const service of SERVICE_NAMES) {
    const rows = await query<{ name: string; columns: string }>(service, DESCRIBE);
    tables.set(service, new Map(rows.map(({ name, columns }) => [name, columns])));
    const copies = rows.map(({ name }) => COPY.replaceAll('%', name));
    await query(service, [PREPARE, ...copies].join(';'));
  }
  const restoreIn = async (service: ServiceName): Promise<string[]> => {
    const touched = await query<{ name: string }>(service, 'SELECT DISTINCT name FROM remembered.touched');
    if (touched.length === 0) return [];
    const names = touched.map(({ name }) => name);
    const changed = names.map(
      (name) => `SELECT '${name}' AS name WHERE EXISTS (
        (SELECT line::text FROM public."${name}" line EXCEPT ALL SELECT line::text FROM remembered."${name}" line)
        UNION ALL
        (SELECT line::text FROM remembered."${name}" line EXCEPT ALL SELECT line::text FROM public."${name}" line))`,
    );
    const rows = await query<{ name: string }>(service, changed.join(' UNION ALL '));
    const puts = rows.map(({ name }) => {
      const columns = tables.get(service)!.get(name)!;
      return `DELETE FROM public."${name}";
        INSERT INTO public."${name}" (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM remembered."${name}"`;
    });
    // Neither guards nor references nor the notes of writes are for what puts things back.
    await query(
      service,
      [
        'BEGIN; SET LOCAL session_replication_role = replica',
        ...puts,
        'DELETE FROM remembered.touched; COMMIT',
      ].join('; '),
    );
    return rows.map(({ name }) => `${service}.${name}`);
  };
  return { restore: async () => (await Promise.all(SERVICE_NAMES.map(restoreIn))).flat() };
}

/** All but what is not of anybody's doing: the relay notes by itself how far it has come, whenever that is. */
const DESCRIBE = `
  SELECT class.relname AS name,
    (SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
  FROM pg_class class
  WHERE class.relkind = 'r' AND class.relnamespace = 'public'::regnamespace
    AND class.relname NOT IN ('migrations', 'outbox_progress')`;

const PREPARE = `
  CREATE SCHEMA remembered;
  CREATE TABLE remembered.touched (name text NOT NULL);
  CREATE FUNCTION remembered.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN INSERT INTO remembered.touched VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
  GRANT USAGE ON SCHEMA remembered TO PUBLIC`;

const COPY = `
  CREATE TABLE remembered."%" AS TABLE public."%";
  CREATE TRIGGER remembered_note AFTER INSERT OR UPDATE OR DELETE ON public."%"
    FOR EACH STATEMENT EXECUTE FUNCTION remembered.note()`;
