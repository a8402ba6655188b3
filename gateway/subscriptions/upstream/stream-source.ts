import {
  Kind,
  parse,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { primaryFetch } from '../../execution/execute';
import { fetchDocument, withDocument } from '../../planning/fetch-document';
import type { FetchNode } from '../../planning/planner';
import type { PreparedOperation } from '../../planning/prepare';
import type { Data } from '../../subgraph/subgraph-response';
import type { Resumption } from '../../supergraph/read-live-directives';

/** The stream at a subgraph that a subscription's events come from. */
export interface StreamSource {
  fetch: FetchNode;
  /** The root field's name in the schema. */
  field: string;
  /** The name under which events have the root field. */
  responseName: string;
  /** Whether its first event is how things are. */
  startsWithState: boolean;
  /** How it is taken up again; absent where it cannot be. */
  resume?: StreamResumption;
}

/** How the stream at a subgraph is taken up again. */
export interface StreamResumption {
  /** The name under which the root field's object has its cursor. */
  cursorName: string;
  /** The variable of the fetch that says after which event it begins. */
  afterVariable: string;
  /** What the client wrote for where its stream is to begin. */
  clientPosition?: ValueNode;
  /** The client's variable that says nothing but that. */
  clientVariable?: string;
}

const known = new WeakMap<PreparedOperation, StreamSource | null>();

/** @returns null where the operation has nothing to subscribe to */
export function sourceOf(prepared: PreparedOperation): StreamSource | null {
  let source = known.get(prepared);
  if (source === undefined) known.set(prepared, (source = readSource(prepared)));
  return source;
}

/** Where a client wants its stream to begin; null for now. */
export function positionAsked({ resume }: StreamSource, variables: Data): string | null {
  const written = resume?.clientPosition;
  if (written?.kind === Kind.STRING) return written.value;
  const given = written?.kind === Kind.VARIABLE ? variables[written.name.value] : null;
  return typeof given === 'string' ? given : null;
}

function readSource(prepared: PreparedOperation): StreamSource | null {
  const fetch = primaryFetch(prepared);
  if (!fetch) return null;
  const document = fetchDocument(fetch);
  const root = rootField(prepared, operationIn(document).selectionSet);
  const { resumable, stateful } = prepared.generation.liveDirectives;
  const field = root.name.value;
  const resumption = resumable.get(field);
  const source = {
    fetch,
    field,
    responseName: root.alias?.value ?? field,
    startsWithState: stateful.has(field),
  };
  return resumption ? takenUp(prepared, source, { document, root, resumption }) : source;
}

/** The same stream, asked for each event's cursor and to begin where it is told. */
function takenUp(
  prepared: PreparedOperation,
  source: StreamSource,
  { document, root, resumption }: { document: DocumentNode; root: FieldNode; resumption: Resumption },
): StreamSource {
  const cursorName = unusedName('live_cursor', source.fetch.operation);
  const afterVariable = unusedName('live_after', source.fetch.operation);
  const pattern = operationIn(
    parse(`query ($${afterVariable}: ${afterType(prepared, root, resumption)}) {
      f(${resumption.after}: $${afterVariable}) { ${cursorName}: ${resumption.cursor} }
    }`),
  );
  const [added] = pattern.selectionSet.selections as [FieldNode];
  const others = (root.arguments ?? []).filter(({ name }) => name.value !== resumption.after);
  const asked: FieldNode = {
    ...root,
    arguments: [...others, ...added.arguments!],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...root.selectionSet!.selections, ...added.selectionSet!.selections],
    },
  };
  const changed = visit(document, {
    OperationDefinition: (operation) => ({
      ...operation,
      variableDefinitions: [...(operation.variableDefinitions ?? []), ...pattern.variableDefinitions!],
      selectionSet: { ...operation.selectionSet, selections: [asked] },
    }),
  });
  return {
    ...source,
    fetch: withDocument(source.fetch, changed),
    resume: { cursorName, afterVariable, ...clientPosition(prepared, resumption) },
  };
}

function clientPosition(
  prepared: PreparedOperation,
  { after }: Resumption,
): Pick<StreamResumption, 'clientPosition' | 'clientVariable'> {
  const { operation, fragments } = prepared;
  const root = rootField(prepared, operation.selectionSet);
  const written = root.arguments?.find(({ name }) => name.value === after)?.value;
  if (written?.kind !== Kind.VARIABLE) return written ? { clientPosition: written } : {};
  const name = written.name.value;
  const places = [operation.selectionSet, ...[...fragments.values()].map(({ selectionSet }) => selectionSet)];
  const uses = places.reduce((sum, place) => sum + usesOf(name, place), 0);
  return { clientPosition: written, ...(uses === 1 && { clientVariable: name }) };
}

function usesOf(variable: string, place: ASTNode): number {
  let uses = 0;
  visit(place, { Variable: ({ name }) => void (uses += name.value === variable ? 1 : 0) });
  return uses;
}

/** The one field at the root, wherever fragments have it. */
function rootField({ fragments }: PreparedOperation, { selections }: SelectionSetNode): FieldNode {
  const find = (set: SelectionSetNode): FieldNode | undefined => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) return selection;
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value)?.selectionSet;
      const found = inner && find(inner);
      if (found) return found;
    }
    return undefined;
  };
  const field = find({ kind: Kind.SELECTION_SET, selections });
  if (!field) throw new Error('a subscription has no root field');
  return field;
}

function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('a fetch has no operation');
  return operation;
}

function afterType({ generation }: PreparedOperation, { name }: FieldNode, { after }: Resumption): string {
  const field = generation.supergraphSchema.getSubscriptionType()?.getFields()[name.value];
  const argument = field?.args.find((each) => each.name === after);
  if (!argument) throw new Error(`${name.value} has no argument ${after}, which its directive names`);
  return String(argument.type);
}

function unusedName(wanted: string, text: string): string {
  let name = wanted;
  while (text.includes(name)) name += '_';
  return name;
}
