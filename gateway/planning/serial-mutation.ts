import {
  Kind,
  OperationTypeNode,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { ALWAYS, conditionOf, type Condition } from './condition';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** A root field where it stands in the document. */
interface Occurrence {
  field: FieldNode;
  condition: Condition;
}

/**
 * Writes a mutation's root fields one after the other, each once. The planner runs what stands in fragments before or
 * after what does not, and a field that is asked for twice, once under a condition, twice.
 * @param document valid; its mutations are the one that is planned
 */
export function serialMutation(document: DocumentNode, fragments: Fragments): DocumentNode {
  const { definitions } = document;
  if (!definitions.some(isMutation)) return document;
  const serial = definitions.map((definition) =>
    isMutation(definition) ? withSerialFields(definition, fragments) : definition,
  );
  // Told of fragments that are written out by now, the planner puts them together again.
  const used = spreadNames(serial.filter(isMutation), fragments);
  const isUsed = (definition: DefinitionNode) =>
    definition.kind !== Kind.FRAGMENT_DEFINITION || used.has(definition.name.value);
  return { ...document, definitions: serial.filter(isUsed) };
}

function isMutation(definition: DefinitionNode): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION;
}

function withSerialFields(operation: OperationDefinitionNode, fragments: Fragments): OperationDefinitionNode {
  const selections = serialized(occurrencesIn(operation.selectionSet, fragments, ALWAYS));
  return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function spreadNames(roots: readonly DefinitionNode[], fragments: Fragments): Set<string> {
  const names = new Set<string>();
  const collect = (node: DefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || names.has(value)) return;
        names.add(value);
        collect(fragment);
      },
    });
  };
  roots.forEach(collect);
  return names;
}

function occurrencesIn(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  outer: Condition,
): Occurrence[] {
  return selections.flatMap((selection) => {
    const condition = conditionOf(selection, outer);
    if (!condition) return [];
    if (selection.kind === Kind.FIELD) return [{ field: withoutConditions(selection), condition }];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return inner ? occurrencesIn(inner.selectionSet, fragments, condition) : [];
  });
}

const isCondition = ({ name }: DirectiveNode) => name.value === 'skip' || name.value === 'include';

function withoutConditions(field: FieldNode): FieldNode {
  return { ...field, directives: field.directives?.filter((directive) => !isCondition(directive)) };
}

/** Each field at the place of its first occurrence that counts, which depends on the variables. */
function serialized(occurrences: readonly Occurrence[]): SelectionNode[] {
  return occurrences.flatMap(({ field, condition }, index) => {
    const isSame = (other: Occurrence) => responseName(other.field) === responseName(field);
    const before = occurrences.slice(0, index).filter(isSame);
    const after = occurrences.slice(index + 1).filter(isSame);
    return withoutAny(condition, before).map((case_) => under(case_, merged(field, after)));
  });
}

const responseName = ({ alias, name }: FieldNode) => (alias ?? name).value;

/** The cases of a condition in which none of the occurrences counts; no two of them hold at once. */
function withoutAny(condition: Condition, [first, ...rest]: readonly Occurrence[]): Condition[] {
  if (!first) return [condition];
  return without(condition, first.condition).flatMap((found) => withoutAny(found, rest));
}

function without(condition: Condition, excluded: Condition): Condition[] {
  const cases: Condition[] = [];
  const agreed = new Map(condition);
  for (const [variable, value] of excluded) {
    const known = agreed.get(variable);
    if (known === value) continue;
    cases.push(new Map(agreed).set(variable, !value));
    // Where they exclude each other anyway, this case is all that is left.
    if (known !== undefined) break;
    agreed.set(variable, value);
  }
  return cases;
}

/** The field with what its later occurrences select, under their conditions. */
function merged(field: FieldNode, later: readonly Occurrence[]): FieldNode {
  if (!field.selectionSet) return field;
  const added = later.flatMap(({ field: { selectionSet }, condition }) =>
    (selectionSet?.selections ?? []).map((selection) => under(condition, selection)),
  );
  const selections = [...field.selectionSet.selections, ...added];
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function under(condition: Condition, selection: SelectionNode): SelectionNode {
  return [...condition].reduce<SelectionNode>((inner, [variable, value]) => {
    const directive = conditionDirective(variable, value);
    if (!(inner.directives ?? []).some(({ name }) => name.value === directive.name.value))
      return { ...inner, directives: [...(inner.directives ?? []), directive] };
    return fragmentOf(inner, directive);
  }, selection);
}

function fragmentOf(selection: SelectionNode, directive: DirectiveNode): InlineFragmentNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [selection] };
  return { kind: Kind.INLINE_FRAGMENT, directives: [directive], selectionSet };
}

function conditionDirective(variable: string, value: boolean): DirectiveNode {
  const name = { kind: Kind.NAME, value: variable } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: value ? 'include' : 'skip' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'if' },
        value: { kind: Kind.VARIABLE, name },
      },
    ],
  } satisfies DirectiveNode | ConstDirectiveNode;
}
