import { assert, constantFrom, dictionary, jsonValue, property, string } from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Identity } from '../../kernel/auth/signed-identity';
import { forwardableHeaders } from './call-headers';
import { readKey } from './read-key';

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

describe('what makes two reads the same', () => {
  it('never joins two different identities', () => {
    assert(
      property(claims, claims, text, text, (one, other, body, otherBody) => {
        if (isDeepStrictEqual(wire(one), wire(other))) return;
        expect(readKey(body, context(one), [])).not.toBe(readKey(otherBody, context(other), []));
        expect(readKey(body, context(one), [])).not.toBe(readKey(otherBody, context(null), []));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never joins two different bodies or headers that are passed on', () => {
    assert(
      property(headers, headers, text, text, string(), (one, other, body, otherBody, sub) => {
        const key = readKey(body, context({ sub }, one), propagated);
        const otherKey = readKey(otherBody, context({ sub }, other), propagated);
        const isSame = body === otherBody && propagated.every((name) => one[name] === other[name]);
        expect(key === otherKey).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['X-Gateway-Identity', 'host', 'Content-Length', 'x-request-timeout-ms', 'transfer-encoding'])(
    'cannot be made to pass on %s, which the gateway says for itself',
    (name) => expect(() => forwardableHeaders(['accept-language', name])).toThrow(name.toLowerCase()),
  );
});
