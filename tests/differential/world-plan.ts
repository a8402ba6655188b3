import fc from 'fast-check';

/** The choices that make a supergraph; small numbers, so that fast-check can shrink them. */
export interface FieldChoice {
  kind: number;
  owner: number;
  second: number | null;
  hasArguments: boolean;
  isNonNull: boolean;
  target: number;
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
}

const field: fc.Arbitrary<FieldChoice> = fc.record({
  kind: fc.nat({ max: 11 }),
  owner: fc.nat({ max: 3 }),
  second: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
  hasArguments: fc.boolean(),
  isNonNull: fc.boolean(),
  target: fc.nat({ max: 7 }),
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
});
