import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import { execute, parse, subscribe, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Identity } from '../../../kernel/auth/signed-identity';
import { createLogger } from '../../../kernel/telemetry/logger';
import { composeStubs } from '../../../tests/support/federation';
import { howMany } from '../../../tests/support/thoroughness';
import type { RequestContext } from '../../request-context';
import { eventQueue } from '../../subgraph/event-queue';
import type { SubgraphClient, SubgraphOperation } from '../../subgraph/subgraph-client';
import { readResponse } from '../../subgraph/subgraph-response';
import { Generations } from '../../supergraph/generations';
import { openServing } from '../../supergraph/serving';
import { LiveEngine } from '../live-engine';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective", "@requiresScopes"])
  @link(url: "https://schoolgraph.dev/live/v1.0", import: ["@dependsOnClaims"])
  @composeDirective(name: "@dependsOnClaims")
  directive @dependsOnClaims(claims: [String!]!) on FIELD_DEFINITION | OBJECT
  `;

const PAIRS = howMany({ quick: 1_500, thorough: 10_000 });

/** What of who asks each field's value tells, and what the supergraph says that it may tell. */
const FIELDS = ['open', 'school', 'guarded', 'mine', 'noted', 'header'] as const;
type Field = (typeof FIELDS)[number];
/** What a subgraph knows of who asks. */
interface Told {
  identity: Identity | null;
  header: string;
}

const SDLS = {
  board: `${LINK}
    type Query { nothing: Int @dependsOnClaims(claims: []) }
    type Subscription { moved(of: Int, as: Filter): Move @dependsOnClaims(claims: []) }
    input Filter { a: Int b: Int }
    type Move @key(fields: "id") {
      id: ID! @dependsOnClaims(claims: [])
      open: String @dependsOnClaims(claims: [])
      school: String @dependsOnClaims(claims: ["tenant"])
      guarded: String @requiresScopes(scopes: [["read"]]) @dependsOnClaims(claims: [])
      mine: String
    }`,
  notes: `${LINK}
    type Move @key(fields: "id") { id: ID! @dependsOnClaims(claims: []) noted: String header: String @dependsOnClaims(claims: []) }`,
};

/** What a field says to whoever is told of: all of it is meant for them alone. */
const VALUES: Record<Field, (told: Told, of: unknown) => string> = {
  open: (_told, of) => `open ${JSON.stringify(of, ['of', 'as', 'a', 'b'])}`,
  school: ({ identity }) => `school of ${String(identity?.tenant)}`,
  guarded: () => 'guarded',
  mine: ({ identity }) => `of ${JSON.stringify(identity)}`,
  noted: ({ identity }) => `noted for ${JSON.stringify(identity)}`,
  header: ({ header }) => `header ${header}`,
};

const documents = new Map<string, DocumentNode>();

function parsed(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  return document;
}

/** The subgraphs in this process: every stream that is open, and an event for all of them. */
function openWorld() {
  const sinks = new Set<() => Promise<void>>();
  const tellAll = () => Promise.all([...sinks].map((push) => push()));
  let opened = 0;
  const parts = Object.entries(SDLS).map(([name, sdl]) => {
    const typeDefs = parse(sdl);
    const resolver = (field: Field) => (move: { args?: unknown }, _args: unknown, told: Told) =>
      VALUES[field](told, move.args);
    const fields = FIELDS.filter((field) => new RegExp(`\\b${field}:`).test(sdl));
    const resolvers = {
      Move: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        ...Object.fromEntries(fields.map((field) => [field, resolver(field)])),
      },
      ...(name === 'board' && {
        Subscription: {
          moved: {
            subscribe: (_root: unknown, args: unknown) =>
              eventQueue((sink) => {
                const push = async () => sink.next({ moved: { id: '1', args } });
                sinks.add(push);
                opened += 1;
                return () => sinks.delete(push);
              }),
          },
        },
      }),
    };
    return { name, url: `http://${name}`, typeDefs, schema: buildSubgraphSchema({ typeDefs, resolvers }) };
  });

  const clientOf = ({ schema }: (typeof parts)[number]): SubgraphClient => {
    const toldOf = ({ identity, headers }: RequestContext): Told => ({
      identity,
      header: String(headers?.['x-note']),
    });
    const ask = async ({ query, variables }: SubgraphOperation, context: RequestContext) =>
      readResponse(
        await execute({
          schema,
          document: parsed(query),
          variableValues: variables,
          contextValue: toldOf(context),
        }),
      );
    const follow = ({ query, variables }: SubgraphOperation, context: RequestContext) =>
      eventQueue<ReturnType<typeof readResponse>>((sink) => {
        const args = {
          schema,
          document: parsed(query),
          variableValues: variables,
          contextValue: toldOf(context),
        };
        const events = Promise.resolve(subscribe(args)) as Promise<AsyncGenerator<ExecutionResult>>;
        void events.then(async (stream) => {
          for await (const event of stream) sink.next(readResponse(event));
        });
        return () => void events.then((stream) => stream.return(undefined));
      });
    return { query: ask, subscribe: follow, close: () => Promise.resolve() } as unknown as SubgraphClient;
  };
  const clients = new Map(parts.map((part) => [part.name, clientOf(part)]));
  return {
    sdl: composeStubs(parts),
    clients,
    tellAll,
    open: () => sinks.size,
    takeOpened: () => {
      const count = opened;
      opened = 0;
      return count;
    },
  };
}

interface Person {
  identity: Identity | null;
  header: string;
  fields: readonly Field[];
  variables: Record<string, unknown>;
}

const identity = fc.option(
  fc.record({
    sub: fc.constantFrom('ada', 'bob'),
    tenant: fc.constantFrom('north', 'south'),
    scope: fc.constantFrom('', 'read', 'write'),
  }),
  { nil: null, freq: 5 },
);
const fieldsAsked = fc.subarray([...FIELDS], { minLength: 1 });
const variables = fc.constantFrom<Record<string, unknown>>(
  { of: 1 },
  { of: 1, extra: 9 },
  { of: 2 },
  { of: 1, as: { a: 1, b: 2 } },
  { of: 1, as: { b: 2, a: 1 } },
);
const header = fc.constantFrom('x', 'y');

/** Two who often have much in common. */
const pair = fc
  .tuple(identity, identity, fieldsAsked, fieldsAsked, variables, variables, header, header, fc.nat(31))
  .map(([id1, id2, fields1, fields2, vars1, vars2, header1, header2, same]): [Person, Person] => [
    { identity: id1, fields: fields1, variables: vars1, header: header1 },
    {
      identity: same & 1 ? id1 : id2 && id1 && same & 2 ? { ...id1, sub: id2.sub } : id2,
      fields: same & 28 ? fields1 : fields2,
      variables: same & 4 ? vars1 : vars2,
      header: same & 8 ? header1 : header2,
    },
  ]);

const queryOf = ({ fields }: Person) =>
  `subscription ($of: Int, $as: Filter) { moved(of: $of, as: $as) { id ${fields.join(' ')} } }`;

const contextOf = ({ identity: who, header: note }: Person): RequestContext => ({
  identity: who,
  requestId: 'r',
  signal: new AbortController().signal,
  headers: { 'x-note': note, 'x-other': Math.random().toString() },
});

const mayRead = ({ identity: who }: Person) => String(who?.scope).split(' ').includes('read');
const used = ({ of, as }: Person['variables']) => ({ of, as });

/** What somebody sees who follows the stream alone. */
function expected(person: Person): Record<string, unknown> {
  const { fields, identity: who, header: note } = person;
  const { of, as } = used(person.variables);
  const args = { of, ...(as !== undefined && { as }) };
  const asked = fields.map((field) => {
    // What may depend on everything is told everything, and then others may be as well.
    const value = VALUES[field]({ identity: who, header: note }, args);
    return [field, field === 'guarded' && !mayRead(person) ? null : value];
  });
  return { id: '1', ...Object.fromEntries(asked) } as Record<string, unknown>;
}

/** Whether nothing that the two may see tells them apart, by the words of the declarations. */
function couldShare(one: Person, other: Person): boolean {
  const json = (value: unknown) => JSON.stringify(value, Object.keys({ of: 0, as: 0, a: 0, b: 0 }));
  if (one.fields.join() !== other.fields.join()) return false;
  if (json(used(one.variables)) !== json(used(other.variables))) return false;
  const has = (...names: Field[]) => names.some((name) => one.fields.includes(name));
  if (has('noted', 'header') && one.header !== other.header) return false;
  if (has('guarded') && mayRead(one) !== mayRead(other)) return false;
  if (has('mine', 'noted')) return JSON.stringify(one.identity) === JSON.stringify(other.identity);
  return !has('school') || one.identity?.tenant === other.identity?.tenant;
}

describe('subscribers who share a stream', () => {
  it('never see what another one may see and they may not, and share whatever they can', async () => {
    const world = openWorld();
    const logger = createLogger('gateway', 'silent');
    const generations = new Generations((sdl) =>
      openServing(sdl, {
        openClients: () => world.clients,
        maxPreparedBytes: 2 ** 26,
        planningLimitMs: 10_000,
        planProgram: null,
      }),
    );
    await generations.replace(world.sdl);
    const headersFor = (subgraph: string) => (subgraph === 'notes' ? ['x-note'] : []);
    const engine = new LiveEngine({ generations, headersFor, logger });
    let shared = 0;

    const follow = async (person: Person) => {
      const query = queryOf(person);
      const document = parsed(query);
      const got: unknown[] = [];
      const request = { document, hash: query, variables: person.variables };
      const member = await engine.follow(request, contextOf(person), {
        next: ({ body }) =>
          got.push((JSON.parse(`${body.toString()}}`) as { data: { moved: unknown } }).data.moved),
        gap: () => got.push('gap'),
        end: (reason, errors) => got.push(errors ?? reason),
      });
      if ('errors' in member) throw new Error(JSON.stringify(member.errors));
      return { got, member };
    };

    await fc.assert(
      fc.asyncProperty(pair, async ([one, other]) => {
        world.takeOpened();
        const followers = [await follow(one), await follow(other)] as const;
        await new Promise(setImmediate);
        await world.tellAll();
        while (followers.some(({ got }) => got.length === 0)) await new Promise(setImmediate);
        followers.forEach(({ member }) => member.leave());
        expect(followers[0].got).toEqual([expected(one)]);
        expect(followers[1].got).toEqual([expected(other)]);
        const streams = world.takeOpened();
        expect(streams).toBe(couldShare(one, other) ? 1 : 2);
        shared += streams === 1 ? 1 : 0;
        while (world.open() > 0) await new Promise(setImmediate);
        expect(engine.statistics).toEqual({ streams: 0, subscribers: 0 });
      }),
      { numRuns: PAIRS, endOnFailure: true },
    );
    expect(shared).toBeGreaterThan(PAIRS / 10);
    await generations.close();
  }, 300_000);
});
