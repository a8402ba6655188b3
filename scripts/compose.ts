import { readFileSync, writeFileSync } from 'node:fs';
import { fromRoot } from '../kernel/project-root';
import { composeSupergraph } from './compose-supergraph';

/** Writes what the five schemas compose to; with `--check`, fails where the committed files differ from it. */
const { supergraphSdl, apiSdl } = composeSupergraph();
const outputs = { 'supergraph.graphql': supergraphSdl, 'api.graphql': apiSdl };
const isCheck = process.argv.includes('--check');

for (const [name, text] of Object.entries(outputs)) {
  const path = fromRoot('schema', name);
  if (!isCheck) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`schema/${name} is not what the schemas compose to. Run: npm run schema`);
    process.exitCode = 1;
  }
}
