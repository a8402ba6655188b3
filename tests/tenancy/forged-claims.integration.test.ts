import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, validate } from 'graphql';
import { ROLES, type ViewerClaims } from '../../kernel/auth/viewer';
import { civilDate } from '../../kernel/clock';
import { readSubgraphConfig, SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import { createMemoryBus } from '../../kernel/events/memory-bus';
import {
  startSubgraph,
  type RunningSubgraph,
  type ScopeOf,
  type SubgraphDependencies,
} from '../../kernel/graphql/start-subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { createLogger } from '../../kernel/telemetry/logger';
import { attendanceSubgraph } from '../../subgraphs/attendance/subgraph';
import { coursesSubgraph } from '../../subgraphs/courses/subgraph';
import { financeSubgraph } from '../../subgraphs/finance/subgraph';
import { resourcesSubgraph } from '../../subgraphs/resources/subgraph';
import { usersSubgraph } from '../../subgraphs/users/subgraph';
import { testTokenConfig } from '../support/keys';
import { SCHEMAS } from '../support/stack';
import { askSubgraph, type Reply } from '../support/subgraph';
import { FOREIGN, HOME, openDemoDatabases, type DemoDatabases } from './demo-databases';
import { foreignWrites } from './foreign-writes';
import { readEverything, valuesIn } from './read-everything';
import { sampleIds, snapshot } from './stored-rows';

type Start = (dependencies: SubgraphDependencies) => Promise<RunningSubgraph>;

const STARTS: Record<ServiceName, Start> = {
  users: (dependencies) => startSubgraph(usersSubgraph(testTokenConfig()), dependencies),
  courses: (dependencies) => startSubgraph(coursesSubgraph(), dependencies),
  attendance: (dependencies) => startSubgraph(attendanceSubgraph(), dependencies),
  resources: (dependencies) => startSubgraph(resourcesSubgraph(), dependencies),
  finance: (dependencies) => startSubgraph(financeSubgraph(), dependencies),
};

let demo: DemoDatabases;
beforeAll(async () => {
  demo = await openDemoDatabases();
});
afterAll(() => demo?.stop());

describe.each(SERVICE_NAMES)('%s, asked with claims that are forged to another tenant', (name) => {
  /** As the claims say: the filters of the application let everything of the foreign tenant through. */
  let open: RunningSubgraph;
  /** The same, but for the database, which is held to the tenant at home. */
  let held: RunningSubgraph;
  let ids: Map<string, string[]>;

  beforeAll(async () => {
    open = await start();
    held = await start(() => HOME.tenantId);
    ids = await sampleIds(demo.owners[name], SCHEMAS[name].isolation, FOREIGN.tenantId);
  });
  afterAll(async () => {
    await open.stop();
    await held.stop();
  });

  /** The subgraph over the demo's database, once more. */
  function start(scopeOf?: ScopeOf): Promise<RunningSubgraph> {
    const config = readSubgraphConfig(name, {
      PORT: '0',
      GATEWAY_SECRET: demo.stack.secrets.gatewaySecret,
      [`DATABASE_URL_${name.toUpperCase()}`]: demo.stack.databaseUrl(name),
    });
    const logger = createLogger(name, 'silent');
    return STARTS[name]({ config, bus: createMemoryBus(), logger, scopeOf });
  }

  const ask = (to: RunningSubgraph, query: string, variables?: object, student?: string): Promise<Reply> =>
    askSubgraph(
      to.url,
      { viewer: everyRole(ids, student), secret: demo.stack.secrets.gatewaySecret },
      { query, variables },
    );
  const stored = () => snapshot(demo.owners[name], SCHEMAS[name].isolation, FOREIGN.tenantId);

  it('reads nothing while the database is held to the tenant at home', async () => {
    const day = civilDate(new Date(), FOREIGN.timeZone);
    const schema = buildSubgraphSchema({ typeDefs: typeDefsOf(name) });
    const operations = readEverything(schema, { ids, day });
    expect(operations.flatMap((query) => validate(schema, parse(query)))).toEqual([]);
    const read = async (from: RunningSubgraph) => {
      const replies: Reply[] = [];
      for (const query of operations) replies.push(await ask(from, query));
      return replies.flatMap(({ data }) => valuesIn(data)).filter((value) => !String(value).startsWith(day));
    };
    expect((await read(open)).length).toBeGreaterThan(100);
    expect(await read(held)).toEqual([]);
  });

  it('changes nothing while the database is held to the tenant at home', async () => {
    for (const { mutation, variables, student } of await foreignWrites(name, demo.owners[name])) {
      const before = await stored();
      const refused = await ask(held, mutation, variables, student);
      expect(refused.data?.done?.userErrors ?? refused.errors).not.toEqual([]);
      expect(await stored()).toEqual(before);

      const { data, errors } = await ask(open, mutation, variables, student);
      expect({ errors, done: data?.done }).toEqual({ errors: undefined, done: { userErrors: [] } });
      expect(await stored()).not.toEqual(before);
    }
  });
});

/** Somebody with every right at the foreign school, and a child there. */
function everyRole(ids: ReadonlyMap<string, readonly string[]>, studentId?: string): ViewerClaims {
  const [someStudent, staff, sub] = ['stu', 'stf', 'usr'].map((prefix) => ids.get(prefix)?.[0] ?? 'none');
  const student = studentId ?? someStudent!;
  const allOn = { attendance: true, grades: true, finance: true, reportAbsence: true };
  return {
    sub: sub!,
    tenant: FOREIGN.tenantId,
    student,
    staff,
    roles: [
      ...ROLES.map((role) => ({ org: FOREIGN.id, role })),
      { org: FOREIGN.tenantId, role: 'DISTRICT_ADMINISTRATOR' },
    ],
    wards: [{ student, school: FOREIGN.id, ...allOn }],
  };
}
