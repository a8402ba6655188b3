import { getNamedType, getNullableType, isInputObjectType, isListType, type GraphQLInputType } from 'graphql';

/** A value with one field too many, and where that is, such as `input.marks.0.tenantId`. */
export interface Smuggled {
  path: string;
  value: unknown;
}

/** Puts a field into each object of an input that has none of that name. */
export function smuggle(
  type: GraphQLInputType,
  value: unknown,
  extra: [name: string, value: unknown],
  path: string,
): Smuggled[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, i) =>
      smuggle(nullable.ofType, item, extra, `${path}.${i}`).map((one) => ({
        ...one,
        value: value.with(i, one.value),
      })),
    );
  }
  const named = getNamedType(nullable);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return [];
  const fields = named.getFields();
  const inside = Object.entries(value).flatMap(([name, part]) =>
    smuggle(fields[name]!.type, part, extra, `${path}.${name}`).map((one) => ({
      ...one,
      value: { ...value, [name]: one.value },
    })),
  );
  const [name, smuggled] = extra;
  return name in fields
    ? inside
    : [{ path: `${path}.${name}`, value: { ...value, [name]: smuggled } }, ...inside];
}
