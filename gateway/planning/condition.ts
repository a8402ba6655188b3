import { Kind, type SelectionNode } from 'graphql';

/** What decides about a selection: variables with the value they must have. */
export type Condition = ReadonlyMap<string, boolean>;

export const ALWAYS: Condition = new Map();

/** @returns null where the selection is never included */
export function conditionOf({ directives = [] }: SelectionNode, outer: Condition): Condition | null {
  let condition: Condition | null = outer;
  for (const { name, arguments: given = [] } of directives) {
    const isSkip = name.value === 'skip';
    if (!isSkip && name.value !== 'include') continue;
    const value = given[0]?.value;
    if (value?.kind === Kind.BOOLEAN && value.value === isSkip) return null;
    if (value?.kind === Kind.VARIABLE) condition = bothOf(condition, new Map([[value.name.value, !isSkip]]));
    if (!condition) return null;
  }
  return condition;
}

/** @returns null where the two never hold at once */
export function bothOf(one: Condition, other: Condition): Condition | null {
  const both = new Map(one);
  for (const [variable, value] of other) {
    if ((both.get(variable) ?? value) !== value) return null;
    both.set(variable, value);
  }
  return both;
}

/** Whether one holds wherever the other does. */
export function followsFrom(one: Condition, other: Condition): boolean {
  return [...one].every(([variable, value]) => other.get(variable) === value);
}
