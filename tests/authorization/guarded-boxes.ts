import type { SubgraphDefinition } from '../federation/serve-federation';

const BOX = {
  id: 'b1',
  open: 'for all',
  secret: 'not for all',
  vault: { inside: 'gold' },
  nodes: [
    { __typename: 'Plain', id: 'n1', label: 'one' },
    { __typename: 'Closed', id: 'n2', label: 'two' },
  ],
  parts: [{ __typename: 'Loose', name: 'L' }, null, { __typename: 'Locked', name: 'M' }],
  things: [
    { __typename: 'Hidden', hidden: 'H' },
    { __typename: 'Plain', id: 'n1', label: 'one' },
  ],
  grid: [[{ open: 'a', secret: 's' }], [{ open: 'b', secret: 't' }]],
  code: 'c-1',
  level: 'LOW',
};

async function* once(value: object): AsyncGenerator<object> {
  yield await Promise.resolve(value);
}

/** Two subgraphs of which all that is restricted is so by one directive. */
export function guardedBoxes(directive: string): Record<string, SubgraphDefinition> {
  const far = ({ id }: { id: string }) => ({ id, near: 'near', far: 'far' });
  return {
    home: {
      sdl: `
        type Query { box: Box sealed: Box ${directive} }
        type Mutation { touch: Box seal: Int ${directive} }
        type Subscription { boxes: Box seals: Int ${directive} }
        type Box @key(fields: "id") {
          id: ID! open: String secret: String ${directive} vault: Vault nodes: [Node!]! things: [Thing!]!
          parts: [Part]
          grid: [[Cell!]!]! code: Code level: Level
        }
        type Vault ${directive} { inside: String }
        interface Node { id: ID! label: String }
        type Plain implements Node { id: ID! label: String }
        type Closed implements Node { id: ID! label: String ${directive} }
        interface Part { name: String }
        type Loose implements Part { name: String }
        type Locked implements Part ${directive} { name: String }
        union Thing = Plain | Hidden
        type Hidden ${directive} { hidden: String }
        type Cell { open: String secret: String ${directive} }
        scalar Code ${directive}
        enum Level ${directive} { LOW HIGH }`,
      resolvers: {
        Query: { box: () => BOX, sealed: () => BOX },
        Mutation: { touch: () => BOX, seal: () => 1 },
        Subscription: {
          boxes: { subscribe: () => once({ boxes: BOX }) },
          seals: { subscribe: () => once({ seals: 1 }) },
        },
      },
    },
    away: {
      sdl: `type Box @key(fields: "id") { id: ID! near: String far: String ${directive} }`,
      resolvers: { Box: { __resolveReference: far } },
    },
  };
}

type Path = readonly (string | number)[];

/** Something restricted in a box, as a client may ask for it. */
export interface Position {
  name: string;
  selection: string;
  fragments?: string;
  /** What a box has there for those who may see everything. */
  whole: object;
  /** Where that has what is restricted. */
  restricted: readonly Path[];
  /** What a request for it would have in it. */
  trace: RegExp;
}

/** Every kind of thing that can be restricted, and of place where it can be met. */
export const POSITIONS: readonly Position[] = [
  {
    name: 'a field of an object',
    selection: 'open secret',
    whole: { open: 'for all', secret: 'not for all' },
    restricted: [['secret']],
    trace: /\bsecret\b/,
  },
  {
    name: 'a field of an object in another subgraph',
    selection: 'near far',
    whole: { near: 'near', far: 'far' },
    restricted: [['far']],
    trace: /\bfar\b/,
  },
  {
    name: 'an object',
    selection: 'open vault { inside }',
    whole: { open: 'for all', vault: { inside: 'gold' } },
    restricted: [['vault']],
    trace: /\b(vault|inside)\b/,
  },
  {
    name: 'a field of one of the types of an interface',
    selection: 'nodes { __typename id label }',
    whole: {
      nodes: [
        { __typename: 'Plain', id: 'n1', label: 'one' },
        { __typename: 'Closed', id: 'n2', label: 'two' },
      ],
    },
    restricted: [['nodes', 1, 'label']],
    trace: /(?<!on Plain\s*\{\s*)\blabel\b/,
  },
  {
    name: 'one of the types of an interface',
    selection: 'parts { ...Named ... on Locked { again: name } }',
    fragments: 'fragment Named on Part { name }',
    whole: { parts: [{ name: 'L' }, null, { name: 'M', again: 'M' }] },
    restricted: [
      ['parts', 2, 'name'],
      ['parts', 2, 'again'],
    ],
    trace: /(?<!on Loose\s*\{\s*)\bname\b|on Locked/,
  },
  {
    name: 'a member of a union',
    selection: 'things { __typename ... on Plain { label } ... on Hidden { hidden } }',
    whole: {
      things: [
        { __typename: 'Hidden', hidden: 'H' },
        { __typename: 'Plain', label: 'one' },
      ],
    },
    restricted: [['things', 0, 'hidden']],
    trace: /\b(hidden|on Hidden)\b/,
  },
  {
    name: 'what is asked for in fragments',
    selection: '...Outer ... on Box { ... { far } }',
    fragments: 'fragment Outer on Box { open ...Inner } fragment Inner on Box { secret vault { inside } }',
    whole: { open: 'for all', secret: 'not for all', vault: { inside: 'gold' }, far: 'far' },
    restricted: [['secret'], ['vault'], ['far']],
    trace: /\b(secret|vault|inside|far)\b/,
  },
  {
    name: 'what is asked for under another name',
    selection: 'secret: open open: secret id: far key: id',
    whole: { secret: 'for all', open: 'not for all', id: 'far', key: 'b1' },
    restricted: [['open'], ['id']],
    trace: /\bsecret\b(?!\s*:)|\bfar\b/,
  },
  {
    name: 'a field in lists of lists',
    selection: 'grid { open secret }',
    whole: { grid: BOX.grid },
    restricted: [
      ['grid', 0, 0, 'secret'],
      ['grid', 1, 0, 'secret'],
    ],
    trace: /\bsecret\b/,
  },
  {
    name: 'all that is asked for of an object',
    selection: 'grid { hidden: secret }',
    whole: { grid: [[{ hidden: 's' }], [{ hidden: 't' }]] },
    restricted: [
      ['grid', 0, 0, 'hidden'],
      ['grid', 1, 0, 'hidden'],
    ],
    trace: /\bsecret\b/,
  },
  {
    name: 'values of a scalar type',
    selection: 'open code',
    whole: { open: 'for all', code: 'c-1' },
    restricted: [['code']],
    trace: /\bcode\b/,
  },
  {
    name: 'values of an enum',
    selection: 'open level',
    whole: { open: 'for all', level: 'LOW' },
    restricted: [['level']],
    trace: /\blevel\b/,
  },
];
