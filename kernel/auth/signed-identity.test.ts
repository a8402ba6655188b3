import { signIdentity, verifyIdentity, SIGNATURE_WINDOW_MS } from './signed-identity';

const secret = 's'.repeat(32);
const call = { method: 'POST', path: '/graphql', body: '{"query":"{ me }"}' };
const now = 1_700_000_000_000;
const verify = (headers: Record<string, string>, over: Partial<typeof call> = {}, at = now) =>
  verifyIdentity(secret, { ...call, ...over }, (name) => headers[name], at);

describe('a call signed by the gateway', () => {
  it('carries the identity it was signed with', () => {
    expect(verify(signIdentity(secret, call, { sub: 'usr_1' }, now))).toEqual({ sub: 'usr_1' });
  });

  it('may be anonymous', () => {
    expect(verify(signIdentity(secret, call, null, now))).toBeNull();
  });

  it.each([
    ['another body', { body: '{"query":"{ you }"}' }],
    ['another path', { path: '/admin' }],
    ['another method', { method: 'GET' }],
  ])('is refused with %s', (_what, over) => {
    expect(() => verify(signIdentity(secret, call, { sub: 'usr_1' }, now), over)).toThrow('does not match');
  });

  it('is refused when its identity was swapped or dropped', () => {
    const mine = signIdentity(secret, call, { sub: 'usr_1' }, now);
    const theirs = signIdentity(secret, call, { sub: 'usr_2' }, now);
    expect(() => verify({ ...mine, 'x-gateway-identity': theirs['x-gateway-identity']! })).toThrow(
      'does not match',
    );
    expect(() => verify({ 'x-gateway-signature': mine['x-gateway-signature']! })).toThrow('does not match');
  });

  it('is refused when it is stale, from the future, unsigned or signed with another secret', () => {
    const headers = signIdentity(secret, call, null, now);
    expect(() => verify(headers, {}, now + SIGNATURE_WINDOW_MS + 1)).toThrow('stale');
    expect(() => verify(headers, {}, now - SIGNATURE_WINDOW_MS - 1)).toThrow('stale');
    expect(() => verify({})).toThrow('not signed');
    expect(() => verify(signIdentity('x'.repeat(32), call, null, now))).toThrow('does not match');
  });
});
