import type { FetchNode, QueryPlanSelectionNode } from '../planning/planner';
import type { Representation } from './compile-representation';
import type { PlanCompiler } from './plan-step';
import { tellsAll } from './required-part';
import { isOfType } from './type-condition';

type Requires = readonly QueryPlanSelectionNode[];

type RepresentType = (typename: string | undefined) => Representation;

const NOT_MEANT: Representation = { write: () => null, sources: null };

/**
 * Leaves out entities that a fetch would ask for without a key. For an interface object, plans tell the key per type and
 * what `@requires` names of every entity: those of other types are not meant.
 */
export function onlyWithKey(
  { schema, needs }: PlanCompiler,
  { requires = [], inputRewrites, serviceName }: FetchNode,
  represent: RepresentType,
): RepresentType {
  const names = (inputRewrites ?? []).flatMap((rewrite) =>
    rewrite.kind === 'ValueSetter' && rewrite.path.at(-1) === '__typename'
      ? [String(rewrite.setValueTo)]
      : [],
  );
  const keys = names.flatMap((name) => needs.keysOf(serviceName, name));
  if (requires.length < 2 || keys.length === 0) return represent;

  const hasKey = (typename: string) => {
    const told = applicable(requires, (condition) => isOfType(schema, typename, condition));
    return keys.some((key) => tellsAll(told, key));
  };
  const known = new Map<string, boolean>();
  return (typename) => {
    const type = schema.getType(typename ?? '');
    // What subgraphs call types is unbounded; what is remembered is not.
    if (typename === undefined || !type) return represent(typename);
    const isMeant = known.get(typename) ?? hasKey(typename);
    // The schema's own text: that of an answer may be a part of it, and hold all of it.
    known.set(type.name, isMeant);
    return isMeant ? represent(typename) : NOT_MEANT;
  };
}

function applicable(requires: Requires, applies: (condition: string) => boolean): QueryPlanSelectionNode[] {
  return requires.flatMap((selection) => {
    if (selection.kind === 'Field') return [selection];
    return selection.typeCondition && applies(selection.typeCondition) ? selection.selections : [];
  });
}
