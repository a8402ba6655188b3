import { School } from '../../subgraphs/users/school/school.entity';
import { User } from '../../subgraphs/users/user/user.entity';
import { signIn } from '../support/client';
import { aStaffMember, grantRole, PASSWORD } from '../support/people';
import { openMatrixWorld, type MatrixWorld } from './matrix-world';
import type { Operation } from './operations';
import { rootOperations } from './root-operations';
import { HOME, SISTER } from './schools';
import { apiSchema, type Person, type World } from './world';

/** What somebody is at two schools of one tenant, under one account. */
const AT = { [HOME.id]: 'PRINCIPAL', [SISTER.id]: 'AIDE' } as const;

let matrix: MatrixWorld;
beforeAll(async () => {
  matrix = await openMatrixWorld({ school: SISTER, besides: [HOME], arrive: (world) => bring(world) });
}, 120_000);
afterAll(() => matrix?.world.stop());

async function bring(world: World): Promise<Person[]> {
  const home = await world.users.getRepository(School).findOneByOrFail({ id: HOME.id });
  const email = 'of-two-schools@home.example';
  const { userId } = await aStaffMember(world.users, home, AT[HOME.id]!, { email });
  const user = await world.users.getRepository(User).findOneByOrFail({ id: userId });
  await grantRole(world.users, user, SISTER.id, AT[SISTER.id]!);
  return [{ name: 'of two schools', token: await signIn(world.stack.gateway.url, email, PASSWORD) }];
}

/** Those that name something of a school: the others are about whoever asks. */
const ID = /\b[a-z]{2,5}_[0-7][0-9A-HJKMNP-TV-Z]{25}\b/;
const namesSomething = (operation: Operation) => ID.test(JSON.stringify(matrix.variablesOf(operation)));
const operations = [...rootOperations(apiSchema()).values()].filter(({ kind }) => kind !== 'subscription');

describe('who runs one school and helps at another', () => {
  it('may at the other what a helper there may, and no more', async () => {
    const who = (name: string) => matrix.cast.find((person) => person.name === name)!;
    const differ: string[] = [];
    const outcomes: string[] = [];
    for (const operation of operations.filter(namesSomething)) {
      const both = await matrix.attempt(who('of two schools'), operation);
      const helper = await matrix.attempt(who('aide'), operation);
      outcomes.push(helper.outcome);
      if (both.outcome !== helper.outcome)
        differ.push(`${operation.name}: ${both.outcome} instead of ${helper.outcome}`);
      if (both.outcome !== 'A' && both.changed.length > 0)
        differ.push(`${operation.name} changed ${both.changed.join()}`);
    }
    expect(differ).toEqual([]);
    // Both kinds are among them, so that a difference would show.
    expect(new Set(outcomes)).toEqual(new Set(['A', '-', '0']));
  }, 120_000);

  it('is the principal at the first all the same', async () => {
    const person = matrix.cast.find(({ name }) => name === 'of two schools')!;
    const ask = (schoolId: string) =>
      matrix.world.ask(
        person,
        'query ($schoolId: ID!) { auditEvents(schoolId: $schoolId) { nodes { id } } }',
        { schoolId },
      );
    expect((await ask(HOME.id)).errors).toBeUndefined();
    expect((await ask(SISTER.id)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
