import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readGatewayConfig } from './config';

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
