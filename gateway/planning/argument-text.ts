import { Kind, print, type FieldNode, type ValueNode } from 'graphql';

/**
 * The arguments of a field as a text that is the same for the same arguments, as the specification compares fields that
 * are to be merged: the order of arguments and of input fields is none.
 */
export function argumentText({ arguments: given = [] }: FieldNode): string {
  return given
    .map(({ name, value }) => `${name.value}:${print(sorted(value))}`)
    .sort()
    .join(' ');
}

function sorted(value: ValueNode): ValueNode {
  if (value.kind === Kind.LIST) return { ...value, values: value.values.map(sorted) };
  if (value.kind !== Kind.OBJECT) return value;
  const fields = value.fields.map((field) => ({ ...field, value: sorted(field.value) }));
  return { ...value, fields: fields.sort((a, b) => (a.name.value < b.name.value ? -1 : 1)) };
}
