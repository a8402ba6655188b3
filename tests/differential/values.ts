import type { FieldModel, Model } from './model';
import { forgetful, keyless, outOfOrder } from './reach';
import { sizeOf, type Thing } from './things';
import { chance, hash } from './hash';

/** Arguments as graphql-js coerced them. */
export type Args = Record<string, unknown>;

const INSTANCES = 4;
export const PLANTED = 'planted';

/** The generated data: every value follows from the plan's seed, the object, the field and its arguments. */
export interface Values {
  /** @throws Error with the message {@link PLANTED} where the field fails */
  fieldOf(thing: Thing, field: FieldModel, args: Args): unknown;
  /** What a derived field is, given what it needs. */
  derive(thing: Thing, field: FieldModel, needed: unknown[]): string;
  rootField(name: string, args: Args): unknown;
  /** Whether a subgraph knows nothing of an entity when it is referred to. */
  isMissing(subgraph: number, id: string): boolean;
  /** Whether an entity lacks the keys that not every subgraph has. */
  isKeyless(id: string): boolean;
  /** The subgraph that is out of order. */
  readonly down: number | null;
  /** Forgets the mutations there were. */
  reset(): void;
}

export function valuesOf(model: Model): Values {
  const { plan, entities } = model;
  const seed = `${plan.data}`;
  const missing = new Set(plan.hasFaults ? entities.flatMap((entity) => forgetful(model, entity)) : []);

  const bare = new Set(plan.hasFaults ? keyless(model, missing) : []);
  const down = outOfOrder(model);
  let mutations = 0;

  const isKeyless = (id: string) => bare.has(id.split('-')[0]!) && chance(3, seed, 'keyless', id);
  const isMissing = (subgraph: number, id: string) =>
    missing.has(`${id.split('-')[0]}@${subgraph}`) &&
    (chance(5, seed, 'missing', subgraph, id) || (isKeyless(id) && !hasId(model, subgraph, id)));
  const pick = (name: string, ...parts: unknown[]): Thing => thing(name, hash(seed, ...parts) % INSTANCES);
  const anyEntity = (...parts: unknown[]) =>
    pick(entities[hash(seed, 'type', ...parts) % entities.length]!.name, ...parts);
  const list = <T>(make: (index: number) => T, ...parts: unknown[]): T[] =>
    Array.from({ length: hash(seed, 'length', ...parts) % 4 }, (_, index) => make(index));

  const plain = (id: string, { name, kind, target = '', type }: FieldModel, args: Args): unknown => {
    const at = [id, name];
    const text = `${name} of ${id}${JSON.stringify(args)}`;
    switch (kind) {
      case 'number':
        return hash(seed, text) % 1000;
      case 'texts':
        return list((index) => (chance(5, seed, index, text) ? null : `${index} ${text}`), text);
      case 'grid':
        return list((row) => list((index) => hash(text, row, index) % 10, row, ...at), ...at);
      case 'one':
        return pick(target, text);
      case 'many':
        return list(
          (i) => (!type.endsWith('!]') && chance(8, seed, i, text) ? null : pick(target, i, text)),
          text,
        );
      case 'any':
        return list((i) => (chance(3, seed, i, text) ? memo(`Memo-${i}`) : anyEntity(i, text)), text);
      case 'nodes':
        return list((i) => anyEntity(i, text), text);
      case 'size':
        return sizeOf(`${id}.${name}`, hash(text) % 100);
      default:
        return text;
    }
  };

  const fail = (id: string, name: string) => {
    if (plan.hasFaults && chance(15, seed, 'error', id, name)) throw new Error(PLANTED);
  };
  const values: Values = {
    isMissing,
    isKeyless,
    down,
    reset: () => (mutations = 0),
    fieldOf({ id }, field, args) {
      if (down !== null && field.owners.includes(down)) throw new Error(PLANTED);
      const isUnknown = field.owners.length === 1 && isMissing(field.owners[0]!, id);
      if (field.kind === 'derived') {
        // Who fails to bring what is needed is never told that the entity is unknown.
        const needed = field.requires.map((need) =>
          neededValue(values.fieldOf({ __typename: '', id }, need.field, defaulted(need.field, need.args))),
        );
        return isUnknown ? null : values.derive({ __typename: '', id }, field, needed);
      }
      if (isUnknown) return null;
      fail(id, field.name);
      if (!field.isNonNull && chance(12, seed, 'null', id, field.name)) return null;
      return plain(id, field, args);
    },
    derive({ id }, { name }, needed) {
      fail(id, name);
      return `${name} of ${id} from ${JSON.stringify(needed)}`;
    },
    rootField(name, args) {
      const text = name + JSON.stringify(args);
      if (name === 'id') return 'root id';
      if (name === `bump${down}`) throw new Error(PLANTED);
      if (name.startsWith('bump')) return (mutations += 1);
      if (name.startsWith('renew')) return pick(`E${name.slice(5)}`, (mutations += 1), text);
      if (name === 'anything') return list((i) => (i ? anyEntity(i, text) : memo('Memo-9')), text);
      if (name === 'nodes') return entities.map((entity) => pick(entity.name, text));
      const index = Number(name.slice(1).replace('s', ''));
      if (!name.endsWith('s')) return chance(10, seed, text) ? null : pick(`E${index}`, text);
      return [0, 1, null, 2, 1].map((i) => (i === null ? null : thing(`E${index}`, i)));
    },
  };
  return values;
}

export function defaulted({ hasArguments }: FieldModel, args: Args): Args {
  return hasArguments ? { n: 7, ...args } : {};
}

/** What the entity's subgraph is told of a needed value: of a size, what the field set names. */
export function neededValue(value: unknown): unknown {
  const isSize = typeof value === 'object' && value !== null && 'base' in value;
  if (!isSize) return value;
  const { base } = value as ReturnType<typeof sizeOf>;
  return { w: base, h: base * 4 };
}

const thing = (type: string, index: number): Thing => ({ __typename: type, id: `${type}-${index}` });
const memo = (id: string): Thing => ({ __typename: 'Memo', id });

const hasId = ({ entities }: Model, subgraph: number, id: string) =>
  entities
    .find(({ name }) => id.startsWith(name))!
    .keys.get(subgraph)!
    .includes('id');
