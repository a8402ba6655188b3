import { ID_PREFIXES } from '../../schema/id-prefixes';
import { demoId } from '../../platform/demo/demo-id';
import { School } from '../../subgraphs/users/school/school.entity';
import { populate } from '../../platform/demo/population';
import { signIn } from '../support/client';
import { aStaffMember, PASSWORD } from '../support/people';
import { textsIn, type Aim } from './caller';
import { asText, ownIds, rowsAbout, rowsOfTenant, type Row } from './databases';
import { findLeaks, type Secret } from './find-leaks';
import type { Ids } from './ids';
import { plantCanaries, type Canaries } from './plant-canaries';
import { HOME } from './schools';
import { Sweeper } from './sweeper';
import {
  castOf,
  classmateOf,
  openWorld,
  pupilOf,
  sectionOf,
  vocabulary,
  type Person,
  type World,
} from './world';

/** What every text about the other child begins with. */
const MARK = 'qzother';

let world: World;
let sweeper: Sweeper;
let cast: Map<string, Person>;
let canaries: Canaries;
let secret: Secret;
/** At what is about the classmate, from among what is the pupil's. */
let atClassmate: Aim;

const OTHER = classmateOf(HOME);
const GUARDIANS = populate(HOME).guardians.filter(({ wards }) =>
  wards.some(({ student }) => student.id === OTHER.id),
);

/** Rows about the child and those who look after it: who they are, and what the school knows of them. */
const rowsOfOther = async (): Promise<Row[]> => {
  const rows = rowsOfTenant(await world.databases.rows(), HOME.tenantId);
  const people = [OTHER.userId, ...GUARDIANS.map(({ userId }) => userId)];
  return rowsAbout(rows, [OTHER.id, ...people]).filter(({ table }) => !SHARED.has(table.name));
};
/** Come and go with whoever signs in, or asks to with somebody's address: neither is about the child. */
const SHARED = new Set(['sessions', 'refresh_tokens', 'messages']);

beforeAll(async () => {
  world = await openWorld([HOME]);
  sweeper = new Sweeper(world, HOME.currency);
  cast = new Map((await castOf(world, HOME)).map((person) => [person.name, person]));
  cast.set('teacher of another class', await teacherOfAnotherClass());
  const all = rowsOfTenant(await world.databases.rows(), HOME.tenantId);
  const own = sweeper.book.idsIn(all, [pupilOf(HOME).id, sectionOf(HOME)]);
  await sweeper.explore(
    [who('principal')],
    { own: () => [], victims: own, textOf: textsIn(all, 'A') },
    / with all arguments$/,
  );
  const rows = await rowsOfOther();
  canaries = await plantCanaries(world.databases, rows, MARK, vocabulary(world.schema));
  secret = { marks: [MARK], numbers: canaries.numbers, ids: ownIds(rows) };
  atClassmate = {
    own,
    victims: only(secret.ids, sweeper.book.idsIn(all, [OTHER.id])),
    textOf: textsIn(await rowsOfOther(), MARK),
  };
}, 300_000);
afterAll(() => world?.stop());

const who = (name: string): Person => cast.get(name)!;
const only =
  (ids: ReadonlySet<string>, all: Ids): Ids =>
  (type) =>
    all(type).filter((id) => ids.has(id));

/** Works at the school, and teaches the class next door. */
async function teacherOfAnotherClass(): Promise<Person> {
  const row = await world.users.getRepository(School).findOneByOrFail({ id: HOME.id });
  const email = `next-door@${HOME.domain}`;
  const { id } = await aStaffMember(world.users, row, 'TEACHER', { email });
  const nextDoor = demoId(ID_PREFIXES.ClassSection, `${HOME.name} ${HOME.subjects[0]} 9B`);
  for (const service of ['users', 'courses', 'attendance'] as const) {
    const columns = service === 'users' ? ', school_id' : '';
    const taught = await world.databases.query(
      service,
      `INSERT INTO section_teachers (section_id, staff_id, tenant_id${columns})
       SELECT DISTINCT section_id, $2, tenant_id${columns} FROM section_teachers WHERE section_id = $1 RETURNING 1`,
      [nextDoor, id],
    );
    if (taught.length === 0) throw new Error(`Nobody teaches ${nextDoor} in ${service}`);
  }
  return { name: 'teacher of another class', token: await signIn(world.stack.gateway.url, email, PASSWORD) };
}

const givesAway = (finds: readonly string[]): string[] => finds.filter((find) => find.includes('gives away'));

/** Another family, in whatever role; and whose role is over. */
const STRANGERS = [
  'anonymous',
  'student',
  'guardian',
  'parent',
  'relative',
  'system administrator',
  'former teacher',
];

describe('one family', () => {
  it('reads nothing of another’s child by any field or argument, and cannot tell that it exists', async () => {
    expect(await sweeper.spy(STRANGERS.map(who), { ...atClassmate, listLength: 100 }, secret)).toEqual([]);
  }, 300_000);

  it('changes nothing of another’s child by any mutation', async () => {
    const before = asText(await rowsOfOther());
    const finds: string[] = [];
    for (const operation of sweeper.aimed(atClassmate))
      finds.push(
        ...(await sweeper.meddle(STRANGERS.map(who), operation, { ...atClassmate, listLength: 1 }, secret)),
      );
    expect(givesAway(finds)).toEqual([]);
    expect(asText(await rowsOfOther())).toEqual(before);
  }, 300_000);
});

describe('who works at the school, but not with the child,', () => {
  // That it goes there, and to which classes, they know: those ids are no secret to them.
  const OUTSIDERS = ['teacher of another class', 'aide', 'proctor'];

  it('reads nothing that is written about it', async () => {
    const finds = await sweeper.spy(
      OUTSIDERS.map(who),
      { ...atClassmate, listLength: 100 },
      { ...secret, ids: new Set() },
    );
    expect(givesAway(finds)).toEqual([]);
  }, 300_000);
});

describe('the sweep of one school', () => {
  it('would have seen what it looked for: the office does', async () => {
    const answers = [
      ...(await sweeper.readAll([who('principal')], { ...atClassmate, listLength: 100 })).values(),
    ];
    const seen = answers.flatMap((answer) => findLeaks(answer, secret, new Set()));
    const isSeen = (column: string) => {
      const text = `${MARK}-${column.replace(/^\w+\./, '').replace(/\W|_/g, '-')}-`;
      return seen.some((leak) => leak.includes(text) || leak.endsWith(` of ${column}`));
    };
    const unseen = [...canaries.planted].filter((column) => !isSeen(column));
    if (process.env.SWEEP)
      process.stdout.write(`Planted: ${[...canaries.planted].join()}\nUnseen: ${unseen.join()}\n`);
    expect(canaries.planted.size).toBeGreaterThan(10);
    expect(unseen.length).toBeLessThan(canaries.planted.size / 2);
  }, 120_000);
});
