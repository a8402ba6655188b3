import {
  Kind,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

const ATTEMPTS = 12;
/** What is written is valid otherwise, and there are very many to validate. */
const RULES = [OverlappingFieldsCanBeMergedRule];

/**
 * The document of a text, with fields that cannot be merged given aliases of their own until they can.
 * @returns null where that does not help
 */
export function mergeableDocument(schema: GraphQLSchema, text: string): DocumentNode | null {
  let document = parse(text, { noLocation: true });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [error] = validate(schema, document, RULES, { maxErrors: 1 });
    if (!error) return document;
    const field = error.nodes?.findLast((node): node is FieldNode => node.kind === Kind.FIELD);
    if (!field) return null;
    document = withAlias(document, field, `u${attempt}`);
  }
  return null;
}

function withAlias(document: DocumentNode, field: FieldNode, value: string): DocumentNode {
  const alias = { kind: Kind.NAME, value } as const;
  return visit(document, { Field: (node) => (node === field ? { ...node, alias } : undefined) });
}
