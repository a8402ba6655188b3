/** An object of the generated data. */
export interface Thing {
  __typename: string;
  /** `<type>-<number>`: the id alone tells the type. */
  id: string;
  /** What a representation said of it. */
  known?: Record<string, unknown>;
}

/** The value type with a field that takes an argument. */
export const sizeOf = (id: string, base: number) => ({ __typename: 'Size', id, base });

/** The keys and value types, which every subgraph answers alike. */
export function commonField(
  type: string,
  thing: Thing & { base?: number },
  name: string,
  args: Record<string, unknown>,
) {
  const { id, base = 0 } = thing;
  switch (`${type}.${name}`) {
    case 'Size.w':
      return base;
    case 'Size.h':
      return base * (typeof args.n === 'number' ? args.n : 0);
    case 'Org.name':
      return `name of ${id}`;
    case 'Memo.text':
      return `text of ${id}${JSON.stringify(args)}`;
    case 'Memo.name':
      return 5;
    case 'Memo.sku':
      return [1, 2];
  }
  if (name === 'id') return id;
  if (name === 'sku') return `sku-${id}`;
  if (name === 'code') return `code-${id}`;
  if (name === 'org') return { __typename: 'Org', id: `org-${id}` };
  return undefined;
}

/** The entity that a representation is of; nobody where a key is null. @throws Error where its keys contradict each other or are none */
export function referred(representation: Record<string, unknown>): Thing | null {
  const { id, sku, code, org } = representation as {
    id?: string;
    sku?: string | null;
    code?: string | null;
    org?: { id: string };
  };
  if (sku === null || code === null) return null;
  const ids = [id, strip(sku, 'sku-'), strip(code, 'code-'), strip(org?.id, 'org-')].filter(
    (key) => key !== undefined,
  );
  const [first] = ids;
  if (first === undefined || ids.some((key) => key !== first) || !/^E\d-\d$/.test(first)) {
    throw new Error(`not a key: ${JSON.stringify(representation)}`);
  }
  return { __typename: first.split('-')[0]!, id: first, known: representation };
}

function strip(key: unknown, prefix: string): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.startsWith(prefix)) return key.slice(prefix.length);
  throw new Error(`not a key: ${JSON.stringify(key)}`);
}
