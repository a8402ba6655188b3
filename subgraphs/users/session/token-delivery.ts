import type { UsersContext } from '../context';
import type { TokenDelivery } from '../schema.generated';
import type { SessionTokens } from './session-grant';

/** Also known to the gateway, which clears it, with the path of the whole site, when its token was taken back. */
export const ACCESS_COOKIE = 'schoolgraph_access';
const REFRESH_COOKIE = 'schoolgraph_refresh';
const PATHS = { [ACCESS_COOKIE]: '/', [REFRESH_COOKIE]: '/graphql' } as const;
type CookieName = keyof typeof PATHS;

type DeliveryContext = Pick<UsersContext, 'access' | 'clock' | 'replyHeaders'>;

/** The token fields of a payload. */
interface DeliveredTokens {
  accessToken: string | null;
  expiresAt: Date;
  refreshToken: string | null;
}

/** Hands tokens over: in the payload, or in cookies that no script can read. */
export function deliverTokens(
  context: DeliveryContext,
  { accessToken, expiresAt, refreshToken, sessionEndsAt }: SessionTokens,
  delivery: TokenDelivery,
): DeliveredTokens {
  if (delivery === 'BODY') return { accessToken, expiresAt, refreshToken };
  setCookie(context, ACCESS_COOKIE, accessToken, expiresAt);
  setCookie(context, REFRESH_COOKIE, refreshToken, sessionEndsAt);
  return { accessToken: null, expiresAt, refreshToken: null };
}

/** Makes the client forget its cookies. */
export function clearTokens(context: DeliveryContext): void {
  for (const name of [ACCESS_COOKIE, REFRESH_COOKIE] as const)
    setCookie(context, name, '', context.clock.now());
}

/** The refresh token that came in a cookie, or null. */
export function refreshTokenCookie({ request }: Pick<UsersContext, 'request'>): string | null {
  const cookies = request.header('cookie')?.split(';') ?? [];
  const prefix = `${REFRESH_COOKIE}=`;
  const cookie = cookies.map((text) => text.trim()).find((text) => text.startsWith(prefix));
  return cookie?.slice(prefix.length) ?? null;
}

/** Out of reach of scripts and of whatever other sites send. */
function setCookie(
  { access, clock, replyHeaders }: DeliveryContext,
  name: CookieName,
  value: string,
  until: Date,
): void {
  const maxAge = Math.max(0, Math.floor((until.getTime() - clock.now().getTime()) / 1000));
  const secure = access.cookieSecure ? '; Secure' : '';
  replyHeaders.append(
    'set-cookie',
    `${name}=${value}; Path=${PATHS[name]}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`,
  );
}
