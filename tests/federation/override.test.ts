import { serveFederation, type Federation } from './serve-federation';

const resolversOf = (name: string) => {
  const answer = () => name;
  return {
    Query: { thing: () => ({ id: 't', moved: name, some: name, all: name, none: name }) },
    Thing: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      moved: answer,
      some: answer,
      all: answer,
      none: answer,
      more: answer,
      odd: answer,
    },
  };
};

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    old: {
      sdl: `type Query { thing: Thing }
        type Thing @key(fields: "id") { id: ID! moved: String some: String more: String all: String none: String odd: String }`,
      resolvers: resolversOf('old'),
    },
    new: {
      sdl: `type Thing @key(fields: "id") {
        id: ID!
        moved: String @override(from: "old")
        some: String @override(from: "old", label: "percent(30)")
        more: String @override(from: "old", label: "percent(30.5)")
        all: String @override(from: "old", label: "percent(100)")
        none: String @override(from: "old", label: "percent(0)")
      }`,
      resolvers: resolversOf('new'),
    },
  });
});
afterAll(() => federation.stop());
afterEach(() => jest.restoreAllMocks());

describe('@override', () => {
  it('moves a field to the subgraph that says so', async () => {
    const { data } = await federation.ask('{ thing { moved } }');
    expect(data).toEqual({ thing: { moved: 'new' } });
  });

  it('with a percentage moves it for so many of a hundred requests', async () => {
    const random = jest.spyOn(Math, 'random');
    const someAt = async (drawn: number) => {
      random.mockReturnValue(drawn);
      return (await federation.ask('{ thing { some more all none } }')).data;
    };
    const answer = { all: 'new', none: 'old' };
    expect(await someAt(0.2999)).toEqual({ thing: { ...answer, some: 'new', more: 'new' } });
    expect(await someAt(0.3)).toEqual({ thing: { ...answer, some: 'old', more: 'new' } });
    expect(await someAt(0.31)).toEqual({ thing: { ...answer, some: 'old', more: 'old' } });
    expect(await someAt(0)).toEqual({ thing: { ...answer, some: 'new', more: 'new' } });
    // Three plans: the draws at 0 and 0.2999 have theirs in common.
    expect(federation.gateway.gateway.planStatistics.hits).toBeGreaterThanOrEqual(1);
  });

  it('asks the one subgraph alone while nothing has moved', async () => {
    await federation.ask('{ thing { none } }');
    expect(federation.asked('old')).toHaveLength(1);
    expect(federation.asked('new')).toHaveLength(0);
  });
});
