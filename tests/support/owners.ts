import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { fromRoot } from '../../kernel/project-root';
import { CLUSTER_URL } from './global-setup';

/** A database whose owner is nobody special, as they are outside of tests. */
export interface OwnedDatabase {
  /** The owner's. */
  url: string;
  login: string;
  drop(): Promise<void>;
}

/** What to run for {@link createOwnedDatabase}, in place of the script that the compose file mounts. */
export interface OwnerOptions {
  /** With a rights clause such as `CREATEROLE`, an owner for whom nobody has made any other role. */
  alone?: string;
}

/** Makes a database and its owner, by default with the very statements of deploy/postgres/create-databases.sh. */
export async function createOwnedDatabase({ alone }: OwnerOptions = {}): Promise<OwnedDatabase> {
  const login = `owner_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const statements =
    alone === undefined
      ? statementsOfScript(login, password)
      : [
          `CREATE ROLE ${login} LOGIN ${alone} PASSWORD ${escapeLiteral(password)}`,
          `CREATE DATABASE ${login} OWNER ${login}`,
        ];
  await asAdmin(statements);
  const cluster = new URL(process.env[CLUSTER_URL]!);
  return {
    url: `postgres://${login}:${password}@${cluster.host}/${login}`,
    login,
    drop: () =>
      asAdmin([
        `DROP DATABASE IF EXISTS ${login} WITH (FORCE)`,
        ...['_app', '_relay', '_lookup', ''].map((suffix) => `DROP ROLE IF EXISTS ${login}${suffix}`),
      ]),
  };
}

/** The script's SQL with psql's variables filled in, as the script itself fills them. */
function statementsOfScript(service: string, password: string): string[] {
  const script = readFileSync(fromRoot('deploy', 'postgres', 'create-databases.sh'), 'utf8');
  const [, sql] = /<<-'SQL'\n([^]*?)\n\tSQL/.exec(script)!;
  const derived = [...script.matchAll(/--set=(\w+)="\$\{service\}(\w+)"/g)];
  const names = new Map([
    ['service', service],
    ...derived.map(([, name, suffix]) => [name!, service + suffix] as const),
  ]);
  return sql!
    .replace(/:"(\w+)"/g, (_all, name: string) => escapeIdentifier(names.get(name)!))
    .replace(`:'password'`, escapeLiteral(password))
    .split(';')
    .filter((statement) => statement.trim());
}

async function asAdmin(statements: readonly string[]): Promise<void> {
  const admin = new Client({ connectionString: process.env[CLUSTER_URL] });
  await admin.connect();
  try {
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}
