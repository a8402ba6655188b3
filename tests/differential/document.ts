import { parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { writeOperation, type OperationPlan } from './operation';

const ATTEMPTS = 6;

/**
 * The valid document that a plan comes to. Aliases that make fields of one name that do not merge are replaced.
 * @returns null where that does not help
 */
export function documentOf(
  schema: GraphQLSchema,
  plan: OperationPlan,
): { document: DocumentNode; text: string } | null {
  const refused = new Set<number>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const text = writeOperation(schema, plan, refused);
    const document = parse(text);
    const errors = validate(schema, document);
    if (errors.length === 0) return { document, text: text.replace(/#\d+\n/g, '') };
    const numbers = errors.flatMap(({ locations = [] }) => locations.map(({ line }) => numberAt(text, line)));
    for (const number of numbers) if (number !== undefined) refused.add(number);
  }
  return null;
}

/** A field's number stands in a comment at the end of the line before it. */
function numberAt(text: string, line: number): number | undefined {
  const comment = /#(\d+)$/.exec(text.split('\n')[line - 2] ?? '');
  return comment ? Number(comment[1]) : undefined;
}
