import { assert, constantFrom, dictionary, jsonValue, property, string } from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Identity } from '../../kernel/auth/signed-identity';
import { forwardableHeaders } from './call-headers';
import { callerKey } from './caller-key';

const context = (identity: Identity | null, headers = {}) => ({
  identity,
  headers,
  requestId: 'r',
  signal: new AbortController().signal,
});
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
/** Few and awkward, so that what is compared is often nearly the same. */
const text = constantFrom('', 'a', 'b', '\n', '"', '{}', '\n{}', 'null', '{"sub":"a"}');
const claims = dictionary(constantFrom('sub', 'tenant', 'a\n', '__proto__'), jsonValue({ maxDepth: 1 }));
const headers = dictionary(constantFrom('accept-language', 'x-tenant', 'cookie'), text);
const propagated = ['accept-language', 'x-tenant'];

describe('who may see each other’s answers', () => {
  it('are never two different identities', () => {
    assert(
      property(claims, claims, (one, other) => {
        if (isDeepStrictEqual(wire(one), wire(other))) return;
        expect(callerKey(context(one), [])).not.toBe(callerKey(context(other), []));
        expect(callerKey(context(one), [])).not.toBe(callerKey(context(null), []));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are those alone of whom the subgraph is told the same headers', () => {
    assert(
      property(headers, headers, string(), (one, other, sub) => {
        const isSame = propagated.every((name) => one[name] === other[name]);
        const keys = [one, other].map((given) => callerKey(context({ sub }, given), propagated));
        expect(keys[0] === keys[1]).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['X-Gateway-Identity', 'host', 'Content-Length', 'x-request-timeout-ms', 'transfer-encoding'])(
    'cannot be made to pass on %s, which the gateway says for itself',
    (name) => expect(() => forwardableHeaders(['accept-language', name])).toThrow(name.toLowerCase()),
  );
});
