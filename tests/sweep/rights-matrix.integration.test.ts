import type { Answer } from './answers';
import { listen, settled, type Listening } from './listening';
import { openMatrixWorld, type MatrixWorld } from './matrix-world';
import type { Operation } from './operations';
import { PEOPLE, RIGHTS } from './rights-matrix';
import { rootOperations } from './root-operations';
import { apiSchema, forEach, type Person } from './world';

const operations = [...rootOperations(apiSchema()).values()];
const [subscriptions, asked] = [
  operations.filter(({ kind }) => kind === 'subscription'),
  operations.filter(({ kind }) => kind !== 'subscription'),
];
/** What ends somebody's own session comes last: they do not ask again. */
const isFarewell = ({ field }: Operation) => field === 'signOut';
const inOrder = [...asked.filter((one) => !isFarewell(one)), ...asked.filter(isFarewell)];

let matrix: MatrixWorld;
/** The row of an operation as it was seen. */
const seen = new Map<string, string>();
/** What people changed although they were refused. */
const effects: string[] = [];

/** Counters of what was tried, and of keys that were used, are written whoever asks. */
const COUNTERS = /^users\.sign_in_throttles$|\.idempotency_keys$/;

beforeAll(async () => {
  matrix = await openMatrixWorld();
  await listenToAll();
  for (const operation of inOrder) await askAll(operation);
  if (process.env.SWEEP === 'matrix')
    process.stdout.write(operations.map(({ name }) => `  '${name}': '${seen.get(name)}',\n`).join(''));
}, 300_000);
afterAll(() => matrix?.world.stop());

const person = (name: string): Person => {
  const found = matrix.cast.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name} in the world of the sweep`);
  return found;
};

/** What several nodes are asked for by their ids, and one by its own, is the same right. */
const nameOfRow = ({ name }: Operation): string => name.replace(/^Query\.nodes /, 'Query.node ');

const rowOf = (outcomes: ReadonlyMap<string, string>): string =>
  PEOPLE.map((group) => group.map((name) => outcomes.get(name)).join(' ')).join(' | ');

async function askAll(operation: Operation): Promise<void> {
  const outcomes = new Map<string, string>();
  const ask = async (one: Person) => {
    const { outcome, changed } = await matrix.attempt(one, operation);
    outcomes.set(one.name, outcome);
    const unexpected = outcome === 'A' ? [] : changed.filter((table) => !COUNTERS.test(table));
    if (unexpected.length > 0)
      effects.push(`${one.name}: ${operation.name} changed ${unexpected.join(', ')}`);
  };
  const people = PEOPLE.flat().map(person);
  if (operation.kind === 'query') await forEach(people, ask);
  else for (const one of people) await ask(one);
  // A node that is hidden is null, and whether an error comes with it is its service's choice.
  const row = rowOf(outcomes);
  seen.set(operation.name, /^nodes?$/.test(operation.field) ? row.replaceAll('-', '0') : row);
}

/** Whoever is let in goes on listening; whoever is not is told, and it is over. */
async function listenToAll(): Promise<void> {
  const listenings = new Map<string, Map<string, Listening>>();
  for (const operation of subscriptions) {
    const call = { variables: matrix.variablesOf(operation), sent: new Map<string, string>() };
    const people = PEOPLE.flat().map(person);
    listenings.set(
      operation.name,
      new Map(people.map((one) => [one.name, listen(matrix.world, one, operation, call)])),
    );
  }
  const all = [...listenings.values()].flatMap((byPerson) => [...byPerson.values()]);
  await settled(matrix.world, all);
  // What is told at once and has come to its end, such as an import that is done, was heard all the same.
  const isHeard = ({ isOver, heard }: Listening) => !isOver || heard.some((event) => (event as Answer).data);
  for (const [name, byPerson] of listenings)
    seen.set(name, rowOf(new Map([...byPerson].map(([who, one]) => [who, isHeard(one) ? 'A' : '-']))));
  await Promise.all(all.map(({ stop }) => stop()));
}

describe('the matrix of rights', () => {
  it('has a row for every operation there is, and for no other', () => {
    expect(Object.keys(RIGHTS).sort()).toEqual([...new Set(operations.map(nameOfRow))].sort());
  });

  it('has a column for everybody in the school', () => {
    expect(PEOPLE.flat().sort()).toEqual(matrix.cast.map(({ name }) => name).sort());
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'is what happens: %s',
    (name, operation) => {
      expect(seen.get(name)).toBe(RIGHTS[nameOfRow(operation)]);
    },
  );

  it('lets somebody do each thing: what is refused to all shows nothing', () => {
    expect([...seen].filter(([, row]) => !row.includes('A')).map(([name]) => name)).toEqual([]);
  });

  it('is all: who is refused changes nothing', () => {
    expect(effects).toEqual([]);
  });
});
