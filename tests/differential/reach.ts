import type { EntityModel, FieldModel, Model } from './model';

/**
 * Where an entity may be unknown without another answer being as right: subgraphs that it is only reached in by its
 * key, and whose fields nobody else has.
 */
export function forgetful(model: Model, { name, home, fields, roots }: EntityModel): string[] {
  const reaches = ({ owners, kind, target }: FieldModel, subgraph: number) =>
    owners.includes(subgraph) && (kind === 'any' || kind === 'nodes' || target === name);
  const isBare = (subgraph: number) =>
    subgraph !== home &&
    !roots.includes(subgraph) &&
    model.union !== subgraph &&
    !(model.hasInterface && subgraph === 0) &&
    !model.entities.some((entity) => entity.fields.some((field) => reaches(field, subgraph))) &&
    fields.every((field) => !field.owners.includes(subgraph) || isAlone(model, name, field));
  return subgraphsOf(model)
    .filter(isBare)
    .map((subgraph) => `${name}@${subgraph}`);
}

/** Entities of which a key may be null: no subgraph that knows them by that key alone is reached in another way. */
export function keyless(model: Model, missing: ReadonlySet<string>): string[] {
  const isFree = ({ name, keys }: EntityModel) => {
    const without = subgraphsOf(model).filter((subgraph) => !keys.get(subgraph)!.includes('id'));
    return (
      without.length < model.subgraphs && without.every((subgraph) => missing.has(`${name}@${subgraph}`))
    );
  };
  return model.entities.filter(isFree).map(({ name }) => name);
}

/** A subgraph that may fail as a whole without another answer being as right. */
export function outOfOrder(model: Model): number | null {
  const { plan, entities, interfaceObject } = model;
  const free = entities.map((entity) => forgetful(model, entity).map((at) => Number(at.split('@')[1])));
  const candidates = subgraphsOf(model).filter((subgraph) => free.every((list) => list.includes(subgraph)));
  if (interfaceObject !== null) candidates.push(interfaceObject);
  return plan.down === null || candidates.length === 0 ? null : candidates[plan.down % candidates.length]!;
}

function isAlone({ entities }: Model, entity: string, { name, owners }: FieldModel): boolean {
  const isProvided = entities.some(({ fields }) =>
    fields.some(({ provides, target }) => provides === name && target === entity),
  );
  return owners.length === 1 && !isProvided;
}

const subgraphsOf = ({ subgraphs }: Model) => Array.from({ length: subgraphs }, (_, index) => index);
