import type { Viewer } from '../../../kernel/auth/viewer';
import { continueInTenant } from '../../../kernel/database/tenant-scope';
import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded, type UsersContext } from '../context';
import { acceptInvitation } from '../invitation/accept-invitation';
import { requestPasswordReset } from '../password-reset/request-password-reset';
import { resetPassword } from '../password-reset/reset-password';
import type { Resolvers, TokenDelivery } from '../schema.generated';
import { changePassword } from './change-password';
import { endOf } from './judge-refresh';
import { listSessions } from './list-sessions';
import { refreshSession } from './refresh-session';
import type { SessionTokens } from './session-grant';
import { signIn } from './sign-in';
import { endSession, signOut } from './sign-out';
import { clearTokens, deliverTokens, refreshTokenCookie } from './token-delivery';
import { watchSessions } from './watch-sessions';

/** From here on the operation is the signed-in person's: the payload's `viewer` is read with their rights. */
function continueAs(context: UsersContext, viewer: Viewer): void {
  continueInTenant(viewer.tenantId);
  context.viewer = viewer;
  forgetLoaded(context);
}

/** The payload of somebody who is signed in now. */
function signedIn(context: UsersContext, tokens: SessionTokens, delivery: TokenDelivery = 'BODY') {
  continueAs(context, tokens.viewer);
  return { ...deliverTokens(context, tokens, delivery), viewer: tokens.viewer };
}

export const sessionResolvers: Resolvers = {
  Mutation: {
    signIn: (_root, { input }, context) =>
      payloadOf({}, async () => signedIn(context, await signIn(context, input), input.delivery)),
    acceptInvitation: (_root, { input }, context) =>
      payloadOf({}, async () => signedIn(context, await acceptInvitation(context, input), input.delivery)),
    refreshSession: (_root, { input }, context) =>
      payloadOf({}, async () => {
        const delivery = input.refreshToken ? 'BODY' : 'COOKIE';
        const token = input.refreshToken ?? refreshTokenCookie(context) ?? '';
        return signedIn(context, await refreshSession(context, token), delivery);
      }),
    signOut: (_root, { input }, context) =>
      payloadOf({ endedSessions: 0 }, async () => {
        const signedOut = await signOut(context, input.everywhere ?? false);
        clearTokens(context);
        return signedOut;
      }),
    endSession: (_root, { input }, context) => payloadOf({}, () => endSession(context, input.sessionId)),
    requestPasswordReset: (_root, { input }, context) =>
      payloadOf({}, async () => {
        await requestPasswordReset(context, input.email);
        return {};
      }),
    resetPassword: (_root, { input }, context) =>
      payloadOf({}, async () => {
        await resetPassword(context, input);
        return {};
      }),
    changePassword: (_root, { input }, context) =>
      payloadOf({}, async () => {
        await changePassword(context, input);
        return {};
      }),
  },
  Subscription: {
    sessionRevoked: { subscribe: (_root, _args, context) => watchSessions(context) },
  },
  Viewer: {
    sessions: (_viewer, _args, context) => listSessions(context),
  },
  Session: {
    expiresAt: (session) => endOf(session),
    isCurrent: ({ id }, _args, { viewer }) => viewer?.sessionId === id,
  },
};
