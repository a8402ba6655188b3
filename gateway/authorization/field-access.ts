import { isObjectType, type GraphQLSchema } from 'graphql';
import { AUTHENTICATED, type AccessRule } from './access-rule';
import { collectRules, type AccessDirectives } from './collect-rules';

/** Whether root fields about which nothing is said are for everybody, or for those who have signed in. */
export type AccessByDefault = 'allow' | 'deny';

/** Who may see which fields of which objects. */
export interface FieldAccess {
  /**
   * All rules that must be satisfied for a field of an object:
   * - those on the field, on its object's type, and on the type that the field has;
   * - those that its object's type, or the type that the field has, takes over from interfaces;
   * - those of the fields that its resolver is told, as it may tell them on.
   */
  rulesOf(type: string, field: string): readonly AccessRule[];
}

const NONE: readonly AccessRule[] = [];

/**
 * Works out who may see what.
 * @param schema all types there are, those included that no client sees
 * @returns null where everybody may see everything
 */
export function createFieldAccess(
  schema: GraphQLSchema,
  directives: AccessDirectives,
  byDefault: AccessByDefault,
): FieldAccess | null {
  if (directives.rules.size === 0 && byDefault === 'allow') return null;
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const known = new Map<string, readonly AccessRule[]>();

  function rulesFor(typeName: string, field: string): readonly AccessRule[] {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is not the type of an object`);
    const rules = collectRules(schema, directives, type, field);
    const isBare = rules.length === 0 && byDefault === 'deny' && roots.includes(type);
    return isBare ? [AUTHENTICATED] : rules;
  }

  return {
    rulesOf(type, field) {
      // Type names and introspection tell of the schema, not of data.
      if (field.startsWith('__')) return NONE;
      const coordinate = `${type}.${field}`;
      const rules = known.get(coordinate) ?? rulesFor(type, field);
      known.set(coordinate, rules);
      return rules;
    },
  };
}
