import fc from 'fast-check';

/** The choices that make a supergraph; small numbers, so that fast-check can shrink them. */
export interface FieldChoice {
  kind: number;
  owner: number;
  second: number | null;
  hasArguments: boolean;
  isNonNull: boolean;
  target: number;
  /** The field is not for clients: `@inaccessible`. */
  isHidden: boolean;
  /** The entity's home has the field, too, and no longer answers it: `@override`. */
  isOverride: boolean;
}

export interface EntityChoice {
  keyStyle: number;
  fields: FieldChoice[];
  isRootShared: boolean;
}

export interface WorldPlan {
  subgraphs: number;
  entities: EntityChoice[];
  hasInterface: boolean;
  hasInterfaceObject: boolean;
  union: number | null;
  /** What the data is made from: values, nulls, planted errors, missing entities. */
  data: number;
  hasFaults: boolean;
  /** One of the subgraphs that may be out of order. */
  down: number | null;
}

const oneIn = (count: number) => fc.nat({ max: count - 1 }).map((number) => number === 1);

const field: fc.Arbitrary<FieldChoice> = fc.record({
  kind: fc.nat({ max: 11 }),
  owner: fc.nat({ max: 3 }),
  second: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
  hasArguments: fc.boolean(),
  isNonNull: fc.boolean(),
  target: fc.nat({ max: 7 }),
  isHidden: oneIn(6),
  isOverride: oneIn(3),
});

const entity: fc.Arbitrary<EntityChoice> = fc.record({
  keyStyle: fc.nat({ max: 3 }),
  fields: fc.array(field, { minLength: 3, maxLength: 8, size: 'max' }),
  isRootShared: fc.boolean(),
});

/** Two to four subgraphs over one to three entities. */
export const worldPlans: fc.Arbitrary<WorldPlan> = fc.record({
  subgraphs: fc.integer({ min: 2, max: 4 }),
  entities: fc.array(entity, { minLength: 1, maxLength: 3, size: 'max' }),
  hasInterface: fc.boolean(),
  hasInterfaceObject: fc.boolean(),
  union: fc.option(fc.nat({ max: 3 })),
  data: fc.nat(),
  hasFaults: fc.boolean(),
  down: fc.option(fc.nat({ max: 7 }), { freq: 2 }),
});
