const { transformFileSync } = require('@swc/core');

const options = require('./swc-options.js');

/**
 * `node -r tests/support/register-typescript.js program.ts` runs TypeScript as the tests compile it, for tests whose
 * subject is a process of its own: one that is killed, or that gets a signal.
 */
require.extensions['.ts'] = (module, file) => {
  module._compile(transformFileSync(file, { ...options, sourceMaps: 'inline' }).code, file);
};
