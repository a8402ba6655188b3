import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The user that the server runs as, where that is not the user who runs this program. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const PREFERRED = ['postgres', '_postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root, so root hands it to somebody else; an ordinary user runs it as themselves
 * (undefined). Only users listed in /etc/passwd will do: `initdb` looks its own user up by name.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseAccount).filter(isUnprivileged);
  const preferred = PREFERRED.map((name) => accounts.find((account) => account.name === name));
  const account = preferred.find(Boolean) ?? accounts[0];
  if (!account)
    throw new Error('PostgreSQL does not run as root, and /etc/passwd lists no other user to run it as.');
  return account;
}

/** What `spawn` needs to run a program as this account. */
export function asAccount(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Whether this account can enter a folder. Asked of the kernel: modes, groups and ACLs above it all have a say. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...asAccount(account), cwd: '/' }).status === 0;
}

function parseAccount(line: string): Account {
  const [name = '', , uid, gid] = line.split(':');
  return { name, uid: Number(uid || NaN), gid: Number(gid || NaN) };
}

function isUnprivileged({ uid, gid }: Account): boolean {
  return uid > 0 && gid >= 0;
}
