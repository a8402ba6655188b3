import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chown, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { type Account, asAccount } from './postgres-account';
import type { Binaries } from './postgres-binaries';
import type { Home } from './postgres-home';

const UNFINISHED = 'data.new-';

/**
 * Creates the cluster's data unless they are there. They get their name only when they are complete: a start broken
 * off half-way leaves nothing that looks like a cluster, and the next one clears it away and begins anew.
 */
export async function initialise(
  home: Home,
  binaries: Binaries,
  account: Account | undefined,
): Promise<boolean> {
  await removeUnfinished(home);
  if (
    await access(home.data).then(
      () => true,
      () => false,
    )
  )
    return false;
  await writePassword(home, account);
  const unfinished = join(home.path, UNFINISHED + randomBytes(4).toString('hex'));
  await runInitdb(unfinished, home, binaries, account);
  await rename(unfinished, home.data);
  return true;
}

/** An `initdb` whose Node was killed may still be writing for a second: what it adds later is removed next time. */
async function removeUnfinished(home: Home): Promise<void> {
  const leftovers = (await readdir(home.path)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of leftovers) {
    await rm(join(home.path, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** Every user of the machine can reach a loopback port, so even there the server asks for a password. */
async function writePassword(home: Home, account: Account | undefined): Promise<void> {
  await rm(home.password, { force: true });
  await writeFile(home.password, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (account) await chown(home.password, account.uid, account.gid);
}

/** The builtin locale needs nothing from the machine: there, `locale -a` may know no UTF-8 at all. */
async function runInitdb(
  data: string,
  home: Home,
  { initdb }: Binaries,
  account: Account | undefined,
): Promise<void> {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', `--pwfile=${home.password}`, '--auth=scram-sha-256'];
  const child = spawn(initdb, [`--pgdata=${data}`, ...locale, ...access, '--no-sync', '--no-instructions'], {
    ...asAccount(account),
    cwd: home.path,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[code: number | null]>;
  const [complaint, [code]] = await Promise.all([text(child.stderr), closed]);
  if (code !== 0)
    throw new Error(`The database could not be created: ${complaint.trim() || `initdb ended (${code})`}`);
}
