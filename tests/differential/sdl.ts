import { isOverridden, type EntityModel, type FieldModel, type Model } from './model';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires",
  "@provides", "@external", "@shareable", "@interfaceObject", "@override", "@inaccessible"])`;
const VALUE_TYPES = `type Size @shareable { id: String w: Int h(n: Int = 1): Int }
type Org @shareable { id: ID! name: String }`;
const ARGUMENTS = '(n: Int = 7, text: String)';

/** The SDL of one subgraph of a model. */
export function sdlOf(model: Model, subgraph: number): string {
  if (subgraph === model.interfaceObject) return `${LINK}\n${interfaceObject(model)}`;
  const entities = model.entities.filter((entity) => isPresent(model, entity, subgraph));
  const parts = [LINK, VALUE_TYPES, ...entities.map((entity) => entityType(model, entity, subgraph))];
  if (model.hasInterface && subgraph === 0) parts.push(nodeInterface(model));
  if (model.union === subgraph) parts.push(unionTypes(model));
  const roots = rootFields(model, subgraph);
  if (roots.length > 0) parts.push(`type Query {\n${roots.join('\n')}\n}`);
  parts.push(`type Mutation {\n${mutationFields(model, subgraph).join('\n')}\n}`);
  return parts.join('\n');
}

/** Whether a subgraph knows an entity at all. */
function isPresent({ union, hasInterface, entities }: Model, entity: EntityModel, subgraph: number): boolean {
  if (entity.home === subgraph || union === subgraph || (hasInterface && subgraph === 0)) return true;
  if (entity.roots.includes(subgraph)) return true;
  const leadsHere = ({ owners, target, kind }: FieldModel) =>
    owners.includes(subgraph) && target === entity.name && (kind === 'one' || kind === 'many');
  return (
    entity.fields.some(({ owners }) => owners.includes(subgraph)) ||
    entities.some(({ fields }) => fields.some(leadsHere))
  );
}

function entityType(
  model: Model,
  { name, keys, fields, isSkuHidden }: EntityModel,
  subgraph: number,
): string {
  const own = keys.get(subgraph)!;
  const keyFields = [
    own.includes('id') && 'id: ID!',
    own.includes('sku') && `sku: String${isSkuHidden ? ' @inaccessible' : ''}`,
    own.some((key) => key.startsWith('org')) && 'org: Org! code: String',
  ].filter((field) => field !== false);
  const lines = fields.flatMap((field) => fieldLine(field, subgraph) ?? []);
  const implemented = model.hasInterface && subgraph === 0 ? ' implements Node' : '';
  const directives = own.map((key) => `@key(fields: "${key}")`).join(' ');
  return `type ${name}${implemented} ${directives} {\n${[...keyFields, ...lines].join('\n')}\n}`;
}

function fieldLine(field: FieldModel, subgraph: number): string | null {
  const { name, type, owners, hasArguments, externalIn, provides, isNonNull, isHidden, overrides } = field;
  const head = `${name}${hasArguments ? ARGUMENTS : ''}: ${type}${isNonNull ? '!' : ''}`;
  const hidden = isHidden && '@inaccessible';
  if (externalIn.has(subgraph)) return `${head} @external`;
  if (isOverridden(field) && subgraph === overrides) return [head, hidden].filter(Boolean).join(' ');
  if (!owners.includes(subgraph)) return null;
  const isShared = owners.length > 1 || externalIn.size > 0;
  const directives = [
    isShared && '@shareable',
    hidden,
    isOverridden(field) && `@override(from: "s${overrides}")`,
    field.requires.length > 0 && `@requires(fields: "${fieldSet(field)}")`,
    provides && `@provides(fields: "${provides}")`,
  ];
  return [head, ...directives.filter(Boolean)].join(' ');
}

function fieldSet({ requires }: FieldModel): string {
  const asked = requires.map(({ field: { name, kind }, args: { n } }) => {
    const given = n === undefined ? '' : `(n: ${n})`;
    return name + given + (kind === 'size' ? ' { w h(n: 4) }' : '');
  });
  return asked.join(' ');
}

function nodeInterface({ interfaceObject }: Model): string {
  return `interface Node${interfaceObject === null ? '' : ' @key(fields: "id")'} { id: ID! label: String }`;
}

function interfaceObject({ entities }: Model): string {
  const lines = entities[0]!.fields.flatMap(
    (field) => fieldLine(field, entities[0]!.fields.at(-1)!.owners[0]!) ?? [],
  );
  return `type Node @key(fields: "id") @interfaceObject {\nid: ID!\n${lines.join('\n')}\n}`;
}

function unionTypes({ entities }: Model): string {
  const members = ['Memo', ...entities.map(({ name }) => name)].join(' | ');
  return `union Any = ${members}\ntype Memo { id: String text${ARGUMENTS}: String name: Int sku: [Int] }`;
}

function rootFields(model: Model, subgraph: number): string[] {
  const fields = model.entities.flatMap(({ name, roots }, index) => {
    if (!roots.includes(subgraph)) return [];
    const shared = roots.length > 1 ? '@shareable' : '';
    return [`e${index}${ARGUMENTS}: ${name} ${shared}`, `e${index}s: [${name}] ${shared}`];
  });
  if (model.union === subgraph) fields.push('anything: [Any]');
  if (model.hasInterface && subgraph === 0) fields.push('nodes: [Node!]', `id: String`);
  return fields;
}

/** What mutations answer depends on how many there were before. */
function mutationFields({ entities }: Model, subgraph: number): string[] {
  const renewals = entities.flatMap(({ name, home }, index) =>
    home === subgraph ? [`renew${index}${ARGUMENTS}: ${name}`] : [],
  );
  return [`bump${subgraph}: Int`, ...renewals];
}
