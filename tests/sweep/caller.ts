import { randomUUID } from 'node:crypto';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { valueOf, type Source } from './argument-values';
import type { Row } from './databases';
import { CLIENT_KEY, NEW_ID } from './id-types';
import type { Ids } from './ids';
import type { Operation } from './operations';
import type { World } from './world';

/** What to ask with, and which ids of the victim's are in it, by their places. */
export interface Call {
  variables: Record<string, unknown>;
  sent: Map<string, string>;
}

/** What a call is aimed at. */
export interface Aim {
  /** The world of whoever asks. */
  own: Ids;
  /** What is not theirs; of a type that it has none of, their own is taken. */
  victims: Ids;
  /** Places that get an id of the victim's; all, where absent. */
  places?: ReadonlySet<string>;
  /** Whether ids that nobody has take the place of the victim's. */
  isMissing?: boolean;
  /** A text for an argument of this name. */
  textOf(name: string): string;
  /** How many ids a list gets. */
  listLength?: number;
}

/** Fills in the arguments of operations. */
export class Caller {
  private readonly twins = new Map<string, string>();
  private readonly cursors = new Map<string, string>();

  constructor(
    private readonly world: Pick<World, 'schema' | 'today'>,
    private readonly currency: string,
  ) {}

  /** Takes note of where the lists in an answer begin. */
  learn(value: unknown, owner = 'Query'): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, part] of Object.entries(value)) {
      const { __typename: type, pageInfo } = (part ?? {}) as { __typename?: string; pageInfo?: PageInfo };
      const place = `${owner}.${field}`;
      if (pageInfo?.startCursor && !this.cursors.has(place)) this.cursors.set(place, pageInfo.startCursor);
      if (Array.isArray(part)) for (const item of part) this.learn({ item }, owner);
      else this.learn(part, type ?? owner);
    }
  }

  /**
   * @throws Error where neither the victim nor the asker has an id of a type that is asked for: then the world is too
   *   poor to sweep the schema
   */
  call({ arguments: args, filling }: Operation, aim: Aim): Call {
    const sent = new Map<string, string>();
    const source: Source = {
      today: this.world.today,
      currency: this.currency,
      textOf: (name) => aim.textOf(name),
      cursorOf: (field) => this.cursors.get(field),
      idsOf: (type, place) => {
        if (type === CLIENT_KEY) return [randomUUID()];
        if (type.startsWith(NEW_ID)) return [newId(ID_PREFIXES[type.slice(NEW_ID.length) as NodeType])];
        const victims = aim.places === undefined || aim.places.has(place) ? aim.victims(type) : [];
        const ids = (victims.length > 0 ? victims : aim.own(type)).slice(0, aim.listLength ?? 1);
        if (ids.length === 0) throw new Error(`There is no ${type} in the world of the sweep, for ${place}`);
        if (victims.length === 0) return ids;
        const aimed = aim.isMissing ? ids.map((id) => this.twinOf(id)) : ids;
        aimed.forEach((id, i) => sent.set(`${place}[${i}]`, id));
        return aimed;
      },
    };
    const values = args.map((argument) => valueOf(this.world.schema, argument, source, filling));
    return { variables: Object.fromEntries(args.map(({ variable }, i) => [variable, values[i]])), sent };
  }

  /** Which places of an operation to aim at: all at once, and each by itself. */
  aims(operation: Operation, aim: Aim): Aim[] {
    const { sent } = this.call(operation, aim);
    const places = new Set([...sent.keys()].map((place) => place.replace(/\[\d+\]$/, '')));
    const alone = [...places].map((place) => ({ ...aim, places: new Set([place]) }));
    return alone.length > 1 ? [aim, ...alone] : [aim];
  }

  /** The same for the same id, so that what was done with it once is known of it later. */
  private twinOf(id: string): string {
    const twin = this.twins.get(id) ?? newId(id.slice(0, id.indexOf('_')));
    this.twins.set(id, twin);
    return twin;
  }
}

type NodeType = keyof typeof ID_PREFIXES;
interface PageInfo {
  startCursor?: string | null;
}

/** Texts that stand in rows: for an argument `gradeLevel` one of a column `grade_level`, or else `fallback`. */
export function textsIn(rows: readonly Row[], fallback: string): Aim['textOf'] {
  const texts = new Map<string, string>();
  for (const { values } of rows)
    for (const [column, value] of Object.entries(values))
      if (typeof value === 'string' && value !== '' && !texts.has(column)) texts.set(column, value);
  return (name) => texts.get(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)) ?? fallback;
}
