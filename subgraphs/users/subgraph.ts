import type { AccessConfig } from '../../kernel/config';
import type { Running } from '../../kernel/service';
import type { Subgraph } from '../../kernel/graphql/subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { jsonReply } from '../../kernel/http/http-server';
import { usersCacheRules } from './cache-rules';
import { createUsersLoaders, type UsersContext } from './context';
import { usersDatabase } from './database';
import { usersResolvers } from './resolvers';
import { answerRevocations } from './session/revocations';
import { createTokenIssuer } from './session/token-issuer';
import { onEnrollmentsCreated } from './teaching/on-enrollments-created';
import { onSectionCreated } from './teaching/on-section-created';
import { onSectionSnapshotTaken } from './teaching/on-section-snapshot-taken';
import { startImportWork } from './import/import-work';
import { startSessionWork } from './session/session-work';

/** Where the public keys of access tokens are served (RFC 7517). */
export const JWKS_PATH = '/.well-known/jwks.json';
/** Where the gateway asks which tokens to refuse though they have not expired. */
export const REVOCATIONS_PATH = '/.well-known/revocations';

/**
 * People, schools, sign-in. Knows from events who teaches whom.
 * @throws ConfigError where a signing key is none
 */
export function usersSubgraph(access: AccessConfig): Subgraph<UsersContext> {
  const tokens = createTokenIssuer(access);
  return {
    name: 'users',
    typeDefs: typeDefsOf('users'),
    resolvers: usersResolvers,
    database: usersDatabase,
    createContext: (base) => ({
      ...base,
      tokens,
      access,
      credentialAttempt: { isSpent: false },
      loaders: createUsersLoaders(base, base.viewer),
    }),
    consumes: {
      'section.created': onSectionCreated,
      'enrollments.created': onEnrollmentsCreated,
      'section.snapshot_taken': onSectionSnapshotTaken,
    },
    cacheRules: usersCacheRules,
    routes: () => ({ [JWKS_PATH]: async () => jsonReply(200, await tokens.jwks()) }),
    signedRoutes: ({ db }) => ({ [REVOCATIONS_PATH]: ({ search }) => answerRevocations(db, search) }),
    startWork: (services) => bothOf(startSessionWork(services, access), startImportWork(services)),
  };
}

function bothOf(...parts: readonly Running[]): Running {
  return { stop: async () => void (await Promise.all(parts.map((part) => part.stop()))) };
}
