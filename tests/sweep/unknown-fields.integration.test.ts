import type { Answer } from './answers';
import { openMatrixWorld, type MatrixWorld } from './matrix-world';
import type { Operation } from './operations';
import { PEOPLE, RIGHTS } from './rights-matrix';
import { rootOperations } from './root-operations';
import { HOME } from './schools';
import { smuggle, type Smuggled } from './smuggle';
import { apiSchema, type Person } from './world';

/** What somebody would like to set who may not, in the spellings that columns and claims have. */
const WISHES: readonly [string, unknown][] = [
  ['role', 'SITE_ADMINISTRATOR'],
  ['roles', ['SITE_ADMINISTRATOR']],
  ['isAdmin', true],
  ['permissions', ['*']],
  ['schoolId', HOME.id],
  ['tenantId', HOME.tenantId],
  ['tenant_id', HOME.tenantId],
  ['userId', 'usr_00000000000000000000000000'],
  ['id', 'usr_00000000000000000000000000'],
  ['createdAt', '2020-01-01T00:00:00Z'],
  ['version', 99],
  ['balance', '1000000.00'],
  ['paid', '1000000.00'],
  ['state', 'PAID'],
  ['status', 'CONFIRMED'],
  ['verified', true],
  ['isEnabled', true],
  ['passwordHash', 'x'],
  ['password_hash', 'x'],
  ['__proto__x', {}],
  ['constructor', { prototype: { isAdmin: true } }],
];

const mutations = [...rootOperations(apiSchema()).values()].filter(({ kind }) => kind === 'mutation');

let matrix: MatrixWorld;
beforeAll(async () => {
  matrix = await openMatrixWorld();
}, 120_000);
afterAll(() => matrix?.world.stop());

/** Somebody who may: for others the field too many would not be the reason. */
function whoMay({ name }: Operation): Person {
  const cells = RIGHTS[name]!.replaceAll(' | ', ' ').split(' ');
  const names = PEOPLE.flat();
  const able = matrix.cast.filter((person) => cells[names.indexOf(person.name)] === 'A');
  return able.at(-1)!;
}

const smuggledInto = (operation: Operation, wish: [string, unknown]): Smuggled[] => {
  const [input] = operation.arguments;
  return smuggle(input!.type, matrix.variablesOf(operation).input, wish, 'input');
};

/** The operation with its input written into it, instead of beside it as a variable. */
function inline({ document }: Operation, value: unknown): string {
  const literal = JSON.stringify(value).replace(/"(\w+)":/g, '$1: ');
  return document.replace(/\(\$input: \w+!\)/, '').replace('input: $input', () => `input: ${literal}`);
}

describe.each(mutations.map((operation) => [operation.field, operation] as const))(
  '%s',
  (_field, operation) => {
    it('refuses every field it does not have, wherever it is, and does nothing', async () => {
      const finds: string[] = [];
      let tried = 0;
      for (const wish of WISHES) {
        for (const { path, value } of smuggledInto(operation, wish)) {
          tried += 1;
          const ask = (document: string, variables: object) =>
            matrix.world.ask(whoMay(operation), document, variables);
          const beside = await ask(operation.document, { input: value });
          if (!isRefusal(beside, 'BAD_USER_INPUT')) finds.push(`${path} beside: ${JSON.stringify(beside)}`);
          const within = await ask(inline(operation, value), {});
          if (!isRefusal(within, 'GRAPHQL_VALIDATION_FAILED'))
            finds.push(`${path} within: ${JSON.stringify(within)}`);
        }
      }
      expect(finds).toEqual([]);
      expect(tried).toBeGreaterThan(0);
      expect(await matrix.putBack()).toEqual([]);
    });
  },
);

const isRefusal = ({ status, data, errors = [] }: Answer, code: string): boolean =>
  status === 400 && !data && errors.length > 0 && errors.every(({ extensions }) => extensions?.code === code);
