const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** What the build uses, except that tests are compiled too. `swcrc: false`, or swc would read the exclusions again. */
const { $schema, exclude, ...options } = JSON.parse(readFileSync(join(__dirname, '../../.swcrc'), 'utf8'));

module.exports = { ...options, swcrc: false };
