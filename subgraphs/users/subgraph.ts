import type { TokenConfig } from '../../kernel/config';
import type { Subgraph } from '../../kernel/graphql/subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { jsonReply } from '../../kernel/http/http-server';
import { createUsersLoaders, type UsersContext } from './context';
import { usersDatabase } from './database';
import { usersResolvers } from './resolvers';
import { createTokenIssuer } from './session/token-issuer';
import { onEnrollmentsCreated } from './teaching/on-enrollments-created';
import { onSectionCreated } from './teaching/on-section-created';

/** Where the public keys of access tokens are served (RFC 7517). */
export const JWKS_PATH = '/.well-known/jwks.json';

/** People, schools, sign-in. Knows from events who teaches whom. */
export function usersSubgraph(tokenConfig: TokenConfig): Subgraph<UsersContext> {
  const tokens = createTokenIssuer(tokenConfig);
  return {
    name: 'users',
    typeDefs: typeDefsOf('users'),
    resolvers: usersResolvers,
    database: usersDatabase,
    createContext: (base) => ({ ...base, tokens, loaders: createUsersLoaders(base, base.viewer) }),
    consumes: { 'section.created': onSectionCreated, 'enrollments.created': onEnrollmentsCreated },
    routes: () => ({ [JWKS_PATH]: async () => jsonReply(200, await tokens.jwks()) }),
  };
}
