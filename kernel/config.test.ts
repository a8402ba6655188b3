import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccessConfig, readGatewayConfig } from './config';
import { ConfigError } from './environment';

describe('variables that name a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('stand for the file’s content', () => {
    const path = join(folder, 'secret');
    writeFileSync(path, `${'s'.repeat(32)}\n`);
    expect(readGatewayConfig({ GATEWAY_SECRET_FILE: path }).gatewaySecret).toBe('s'.repeat(32));
  });

  it('are left alone when they belong to other programs', () => {
    expect(() => readGatewayConfig({ TF_CLI_CONFIG_FILE: '/nowhere/.terraformrc' })).not.toThrow();
  });

  it('are a mistake of the operator when the file cannot be read', () => {
    expect(() => readGatewayConfig({ GATEWAY_SECRET_FILE: '/nowhere/secret' })).toThrow(ConfigError);
  });
});

describe('the supergraph of a developer', () => {
  const introspect = 'users=http://127.0.0.1:4001/graphql, courses=http://127.0.0.1:4002/graphql';

  it('is composed of the subgraphs that are named', () => {
    expect(readGatewayConfig({ SUPERGRAPH_INTROSPECT: introspect }).introspect).toEqual([
      { name: 'users', url: 'http://127.0.0.1:4001/graphql' },
      { name: 'courses', url: 'http://127.0.0.1:4002/graphql' },
    ]);
    expect(readGatewayConfig({}).introspect).toBeUndefined();
  });

  it('is refused in production, and where an address is none', () => {
    const production = { SUPERGRAPH_INTROSPECT: introspect, NODE_ENV: 'production' };
    expect(() => readGatewayConfig(production)).toThrow('for development');
    expect(() => readGatewayConfig({ SUPERGRAPH_INTROSPECT: 'users' })).toThrow('"users" is not name=url');
  });
});

describe('whom the gateway believes', () => {
  const old = 'o'.repeat(32);
  const next = 'n'.repeat(32);

  it('is said in one secret, or in several that have names', () => {
    const several = `default:${old},2027:${next}`;
    expect(readGatewayConfig({ GATEWAY_SECRET: several }).gatewaySecret).toBe(several);
    for (const wrong of ['short', `a:${old},${next}`, `a:${old},a:${next}`])
      expect(() => readGatewayConfig({ GATEWAY_SECRET: wrong })).toThrow('GATEWAY_SECRET');
  });

  it('is told which headers go to which subgraph', () => {
    const env = { PROPAGATE_HEADERS: 'accept-language', PROPAGATE_HEADERS_USERS: 'cookie, user-agent' };
    const { propagateHeaders, propagateHeadersTo } = readGatewayConfig(env);
    expect(propagateHeaders).toEqual(['accept-language']);
    expect(propagateHeadersTo).toEqual({ users: ['cookie', 'user-agent'] });
  });

  it.each(['REVOCATIONS_URL', 'ACCESS_TOKEN_COOKIE'])('is not half said: %s needs JWKS_URL', (name) => {
    const value = name === 'REVOCATIONS_URL' ? 'http://127.0.0.1/revocations' : 'access';
    expect(() => readGatewayConfig({ [name]: value })).toThrow(name);
    expect(() => readGatewayConfig({ [name]: value, JWKS_URL: 'http://127.0.0.1/jwks' })).not.toThrow();
  });
});

describe('what sessions need', () => {
  const needed = { TOKEN_SIGNING_KEY: '[]', SESSION_SECRET: 's'.repeat(32) };

  it('is a signing key and a secret; cookies travel over HTTPS alone in production, and no link gets into its log', () => {
    expect(readAccessConfig({ ...needed, NODE_ENV: 'production' })).toMatchObject({
      cookieSecure: true,
      logsMail: false,
    });
    expect(readAccessConfig(needed)).toMatchObject({ cookieSecure: false, logsMail: true });
    expect(readAccessConfig({ ...needed, COOKIE_SECURE: 'true' }).cookieSecure).toBe(true);
  });

  it.each([
    ['SESSION_SECRET', undefined],
    ['SESSION_SECRET', 'short'],
    ['TOKEN_SIGNING_KEY', 'no JSON'],
    ['SMTP_URL', 'http://mail.example'],
    ['APP_URL', 'javascript:alert(1)'],
  ])('is a mistake of the operator where %s is %s', (name, value) => {
    expect(() => readAccessConfig({ ...needed, [name]: value })).toThrow(name);
  });
});
