import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { isObjectType, parse, type DocumentNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { signIdentity, type Identity } from '../../kernel/auth/signed-identity';
import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import { fromRoot } from '../../kernel/project-root';
import type { Answer } from './answers';
import { selectAll } from './operations';
import type { Argument } from './argument-values';
import type { Person, World } from './world';

/** The question for entities of one type that the gateway asks a service, with all that the service knows of them. */
export interface EntityQuestion {
  service: ServiceName;
  type: string;
  document: string;
  arguments: Argument[];
}

/** Every entity that a service answers for, as its own schema tells. */
export const entityQuestions = (): EntityQuestion[] =>
  SERVICE_NAMES.flatMap((service) => {
    const document = parse(readFileSync(fromRoot('schema', `${service}.graphql`), 'utf8'));
    const schema = buildSubgraphSchema(document);
    return entitiesIn(document, schema).map((type) => questionOf(service, schema, type));
  });

function entitiesIn(document: DocumentNode, schema: GraphQLSchema): GraphQLObjectType[] {
  const names = document.definitions.flatMap((definition) => {
    if (definition.kind !== 'ObjectTypeDefinition') return [];
    const keys = (definition.directives ?? []).filter(({ name }) => name.value === 'key');
    const argumentsOf = keys.map((key) =>
      Object.fromEntries(
        (key.arguments ?? []).map(({ name, value }) => [name.value, 'value' in value ? value.value : null]),
      ),
    );
    const served = argumentsOf.filter(({ resolvable }) => resolvable !== false);
    const odd = served.find(({ fields }) => fields !== 'id');
    if (odd)
      throw new Error(
        `The sweep knows no key of ${definition.name.value} but its id: teach tests/sweep/entities.ts`,
      );
    return served.length > 0 ? [definition.name.value] : [];
  });
  return names.map((name) => schema.getType(name)).filter(isObjectType);
}

function questionOf(service: ServiceName, schema: GraphQLSchema, type: GraphQLObjectType): EntityQuestion {
  const { selection, declarations, args } = selectAll(schema, type);
  const variables = ['$representations: [_Any!]!', ...declarations].join(', ');
  const document = `query (${variables}) { _entities(representations: $representations) { ... on ${type.name} ${selection} } }`;
  return { service, type: type.name, document, arguments: args };
}

/** Asks a service as the gateway does, in the name that somebody's token states. */
export async function askSubgraph(
  { stack }: World,
  { service, document }: EntityQuestion,
  person: Person,
  variables: object,
): Promise<Answer> {
  const { url } = stack.subgraphs[service];
  const body = JSON.stringify({ query: document, variables });
  const call = { method: 'POST', path: new URL(url).pathname, body };
  const signed = signIdentity(stack.secrets.gatewaySecret, call, identityOf(person), Date.now());
  const headers = { 'content-type': 'application/json', ...signed };
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

/** The claims of a token that say who somebody is. */
function identityOf({ token }: Person): Identity | null {
  if (!token) return null;
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  const { iat: _iat, exp: _exp, iss: _iss, aud: _aud, jti: _jti, ...identity } = claims;
  return identity;
}
