import type { DataSource } from 'typeorm';
import type { ServiceName } from '../kernel/config';
import {
  type DeadLetter,
  discardDeadLetter,
  listDeadLetters,
  replayDeadLetters,
} from '../kernel/events/dead-letters';
import { databaseUrls, withDatabase } from './services-database';

const USAGE = `Events that a service could not apply. DATABASE_URL_* say in which databases to look.

  npm run events -- list             what failed, and whether it is still tried
  npm run events -- show ID          all of one event, and why it failed
  npm run events -- replay ID|--all  tries again what was given up, and then what waits behind it
  npm run events -- discard ID       drops what was given up; what waits behind it goes on`;

/** A command, done in one service's database. @returns how many events it was about */
type Command = (relay: DataSource, service: ServiceName, id: string | undefined) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  list: (relay, service) => print(relay, (letter) => describe(service, letter)),
  show: (relay, _service, id) => print(relay, (letter) => JSON.stringify(letter, null, 2), required(id)),
  replay: (relay, _service, id) => replayDeadLetters(relay, required(id) === '--all' ? undefined : id),
  discard: (relay, _service, id) => discardDeadLetter(relay, required(id)),
};

async function print(
  relay: DataSource,
  textOf: (letter: DeadLetter) => string,
  id?: string,
): Promise<number> {
  const letters = await listDeadLetters(relay, id);
  for (const letter of letters) console.log(textOf(letter));
  return letters.length;
}

function describe(
  service: ServiceName,
  { id, event, attempts, isGivenUp, behind, parkedAt, error }: DeadLetter,
): string {
  const state = isGivenUp ? 'given up' : 'still tried';
  const facts = [
    id,
    service,
    event.name,
    `about ${event.aggregateId}`,
    `${state} after ${attempts} attempts`,
  ];
  return `${facts.join('  ')}  ${behind} behind it  since ${parkedAt.toISOString()}\n    ${error}`;
}

function required(id: string | undefined): string {
  if (!id) throw new Error(USAGE);
  return id;
}

async function main([name = '', id]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Error(USAGE);
  const urls = Object.entries(databaseUrls(process.env)) as [ServiceName, string][];
  let count = 0;
  for (const [service, url] of urls) {
    count += await withDatabase(url, { role: 'relay' }, (relay) => command(relay, service, id));
  }
  console.log(`${count} event(s) in the database(s) of ${urls.map(([service]) => service).join(', ')}`);
  if (count === 0 && id && id !== '--all') process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
