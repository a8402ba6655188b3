import {
  createSigner,
  createVerifier,
  signIdentity,
  SIGNATURE_WINDOW_MS,
  verifyIdentity,
} from './signed-identity';

const secret = 's'.repeat(32);
const next = 'n'.repeat(32);
const call = { method: 'POST', path: '/graphql', body: '{"query":"{ me }"}' };
const now = 1_700_000_000_000;
const read = (headers: Record<string, string>) => (name: string) => headers[name];
const verify = (headers: Record<string, string>, over: Partial<typeof call> = {}, at = now) =>
  verifyIdentity(secret, { ...call, ...over }, read(headers), at);

describe('a call signed by the gateway', () => {
  it('carries the identity it was signed with', () => {
    expect(verify(signIdentity(secret, call, { sub: 'usr_1' }, now))).toEqual({ sub: 'usr_1' });
  });

  it('may be anonymous', () => {
    expect(verify(signIdentity(secret, call, null, now))).toBeNull();
  });

  it('carries the address of the client', () => {
    const headers = signIdentity(secret, { ...call, clientAddress: '2001:db8::1' }, null, now);
    const caller = createVerifier(secret)(call, read(headers), now);
    expect(caller).toEqual({ identity: null, clientAddress: '2001:db8::1' });
  });

  it.each([
    ['another body', { body: '{"query":"{ you }"}' }],
    ['another path', { path: '/admin' }],
    ['another method', { method: 'GET' }],
  ])('is refused with %s', (_what, over) => {
    expect(() => verify(signIdentity(secret, call, { sub: 'usr_1' }, now), over)).toThrow('does not match');
  });

  it.each(['x-gateway-identity', 'x-gateway-client-address'])(
    'is refused when its %s was changed',
    (name) => {
      const mine = signIdentity(secret, { ...call, clientAddress: '10.0.0.1' }, { sub: 'usr_1' }, now);
      const theirs = signIdentity(secret, { ...call, clientAddress: '10.0.0.2' }, { sub: 'usr_2' }, now);
      const { [name]: _dropped, ...without } = mine;
      for (const headers of [{ ...mine, [name]: theirs[name]! }, { ...mine, [name]: '\n' }, without])
        expect(() => verify(headers)).toThrow('does not match');
    },
  );

  it.each([
    ['time', /t=\d+/, `t=${now + 1}`],
    ['nonce', /n=[^,]+/, 'n=another-nonce-000000'],
  ])('is refused when its %s was changed', (_what, part, other) => {
    const headers = signIdentity(secret, call, null, now);
    const signature = headers['x-gateway-signature']!.replace(part, other);
    expect(() => verify({ ...headers, 'x-gateway-signature': signature })).toThrow('does not match');
  });

  it('is refused when it is stale, from the future, unsigned or signed with another secret', () => {
    const headers = signIdentity(secret, call, null, now);
    expect(() => verify(headers, {}, now + SIGNATURE_WINDOW_MS + 1)).toThrow('stale');
    expect(() => verify(headers, {}, now - SIGNATURE_WINDOW_MS - 1)).toThrow('stale');
    expect(() => verify({})).toThrow('not signed');
    expect(() => verify(signIdentity('x'.repeat(32), call, null, now))).toThrow('does not match');
  });

  it('is let through once, and a second attempt that is signed anew as well', () => {
    const sign = createSigner(secret);
    const check = createVerifier(secret);
    const first = sign(call, null, now);
    const second = sign(call, null, now);
    expect(check(call, read(first), now)).toBeDefined();
    expect(() => check(call, read(first), now)).toThrow('made before');
    expect(check(call, read(second), now)).toBeDefined();
    expect(() => check(call, read(first), now + SIGNATURE_WINDOW_MS)).toThrow('made before');
  });
});

describe('secrets that change', () => {
  const check = (signing: string, accepting: string) =>
    verifyIdentity(accepting, call, read(signIdentity(signing, call, { sub: 'u' }, now)), now);

  it('are known to those who verify before they are used, and until nobody uses them', () => {
    const steps: [signing: string, accepting: string][] = [
      [secret, secret],
      [secret, `default:${secret},2027:${next}`],
      [`2027:${next},default:${secret}`, `default:${secret},2027:${next}`],
      [`2027:${next},default:${secret}`, `2027:${next}`],
      [`2027:${next}`, `2027:${next}`],
    ];
    for (const [signing, accepting] of steps) expect(check(signing, accepting)).toEqual({ sub: 'u' });
    expect(() => check(secret, `2027:${next}`)).toThrow('unknown key');
    expect(() => check(`2027:${next}`, `2027:${secret}`)).toThrow('does not match');
  });

  it.each([
    ['short', 'short'],
    ['a short one among long ones', `a:${secret},b:short`],
    ['one without a name among named ones', `a:${secret},${next}`],
    ['two of one name', `a:${secret},a:${next}`],
  ])('are a mistake of the operator where they are %s', (_what, text) => {
    expect(() => createSigner(text)).toThrow(Error);
  });
});
