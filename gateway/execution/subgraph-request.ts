import type { FetchNode } from '../planning/planner';
import type { SubgraphOperation } from '../subgraph/subgraph-client';
import type { Data, ResponseReader } from '../subgraph/subgraph-response';
import { compileReader } from './compile-reader';
import { compactText } from './json-text';
import { getOwn } from './own-property';

/** A request whose body is already text. The variables are read from it by whoever wants to see them. */
export class SubgraphRequest implements SubgraphOperation {
  notBefore?: SubgraphOperation['notBefore'];

  constructor(
    readonly query: string,
    readonly operationName: string | undefined,
    readonly body: string,
    readonly read: ResponseReader,
    /** The client's variables in the body, as JSON without the braces. */
    readonly variablesText: string,
  ) {}

  get variables(): Data {
    return (JSON.parse(this.body) as { variables: Data }).variables;
  }

  toJSON(): unknown {
    return JSON.parse(this.body);
  }
}

/** Writes the request of a fetch; `representations` are JSON texts. */
export type RequestWriter = (rawVariables: Data, representations?: readonly string[]) => SubgraphRequest;

/** Prepares whatever of a fetch's request is the same every time. */
export function compileRequest(node: FetchNode): RequestWriter {
  const { operation, operationName, variableUsages = [] } = node;
  const name = operationName ? `,"operationName":${JSON.stringify(operationName)}` : '';
  const head = compactText(`{"query":${JSON.stringify(operation)}${name},"variables":{`);
  const usages = variableUsages.map((usage) => [usage, compactText(`${JSON.stringify(usage)}:`)] as const);

  const read = compileReader(node);

  return (rawVariables, representations) => {
    let body = head;
    let separator = '';
    for (const [usage, label] of usages) {
      const value = getOwn(rawVariables, usage);
      if (value === undefined) continue;
      body += separator + label + JSON.stringify(value);
      separator = ',';
    }
    const variablesText = body.slice(head.length);
    if (representations) body += `${separator}"representations":[${representations.join(',')}]`;
    return new SubgraphRequest(operation, operationName, `${body}}}`, read, variablesText);
  };
}

/**
 * What makes two fetches the same request for equal representations: the operation's name, which the planner numbers,
 * does not.
 */
export function requestKey({ serviceName, operation, operationName }: FetchNode): string {
  // The name stands right behind the keyword, before anything else that could contain it.
  const text = operationName ? operation.replace(` ${operationName}`, '') : operation;
  return `${serviceName}\n${text}`;
}
