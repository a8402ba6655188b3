import { request } from 'node:http';
import { createLogger } from '../telemetry/logger';
import { jsonReply, startHttpServer, type HttpServer } from './http-server';

describe('an HTTP server', () => {
  let http: HttpServer;

  beforeAll(async () => {
    const logger = createLogger('test', 'silent');
    const echo = ({ path, search, body }: { path: string; search: string; body: Buffer }) =>
      Promise.resolve(jsonReply(200, { path, search, body: body.toString() }));
    http = await startHttpServer({ '/echo': echo, '/a/echo': echo }, { host: '127.0.0.1', port: 0, logger });
  });
  afterAll(() => http.close());

  it.each([
    ['/echo', { path: '/echo', search: '' }],
    ['/echo?a=1&b=%20', { path: '/echo', search: '?a=1&b=%20' }],
    ['/b/../a/echo', { path: '/a/echo', search: '' }],
  ])('finds what answers %s', async (target, expected) => {
    expect(await exchange(http.url, target, ['ä']).then(({ text }) => JSON.parse(text) as unknown)).toEqual({
      ...expected,
      body: 'ä',
    });
  });

  it('says that there is nothing under another path', async () => {
    expect((await exchange(http.url, '/toString', [])).status).toBe(404);
  });

  it('refuses a body of more than 2 MB with a typed error, without reading the rest', async () => {
    const { status, text } = await exchange(http.url, '/echo', ['x'.repeat(2 ** 21), 'x']);
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] });
  });
});

function exchange(
  url: string,
  path: string,
  parts: readonly string[],
): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path, method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject);
    for (const part of parts) sent.write(part);
    sent.end();
  });
}
