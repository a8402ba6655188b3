import { clientAddressOf } from './client-address';

const at = (remoteAddress: string | undefined, forwarded?: string) => ({
  remoteAddress,
  headers: { 'x-forwarded-for': forwarded },
});

describe('where a client is', () => {
  it('is the other end of the connection, whatever headers say', () => {
    expect(clientAddressOf(at('192.0.2.1', '198.51.100.9'), 0)).toBe('192.0.2.1');
    expect(clientAddressOf(at('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1');
    expect(clientAddressOf(at('2001:db8::1'), 0)).toBe('2001:db8::1');
    expect(clientAddressOf(at(undefined), 0)).toBeNull();
  });

  it.each([
    ['one proxy', 1, '203.0.113.5', '203.0.113.5'],
    ['one proxy, and a lie to its left', 1, '6.6.6.6, 203.0.113.5', '203.0.113.5'],
    ['two proxies', 2, '6.6.6.6, 203.0.113.5, 10.0.0.2', '203.0.113.5'],
    ['a proxy that adds ports', 1, '203.0.113.5:4711', '203.0.113.5'],
    ['a proxy that adds ports to IPv6', 1, '[2001:db8::7]:443', '2001:db8::7'],
    ['IPv6', 1, '2001:db8::7', '2001:db8::7'],
  ])('is what the outermost trusted proxy says: %s', (_what, proxies, forwarded, expected) => {
    expect(clientAddressOf(at('10.0.0.1', forwarded), proxies)).toBe(expected);
  });

  it.each([
    ['too few entries', 2, '203.0.113.5'],
    ['no header', 1, undefined],
    ['nonsense', 1, 'localhost'],
    ['a header within a header', 1, '1.2.3.4\r\nx-evil: 1'],
  ])('is the other end of the connection where there is %s', (_what, proxies, forwarded) => {
    expect(clientAddressOf(at('10.0.0.1', forwarded), proxies)).toBe('10.0.0.1');
  });
});
