import type { z } from 'zod';
import { ConfigError, type Env } from './environment';

/** A subgraph's name and where it is. */
export interface SubgraphAddress {
  name: string;
  url: string;
}

/**
 * Composing at run time lets one bad schema change what everybody is served, so it is for one developer at a time.
 * @throws ConfigError in production
 */
export function assertIntrospectable(environment: string): void {
  if (environment !== 'production') return;
  throw new ConfigError(
    'SUPERGRAPH_INTROSPECT is for development. In production, compose when you build and set SUPERGRAPH_PATH.',
  );
}

/** Reads `name=url,name=url`. */
export function readAddresses(text: string, context: z.RefinementCtx): SubgraphAddress[] {
  return text.split(',').map((pair) => {
    const [, name = '', url = ''] = /^\s*([^=\s]+)=(\S+)\s*$/.exec(pair) ?? [];
    if (!name || !URL.canParse(url)) context.addIssue(`"${pair}" is not name=url`);
    return { name, url };
  });
}

const SUBGRAPH_URL_PREFIX = 'SUBGRAPH_URL_';

/** Reads `SUBGRAPH_URL_NAME` variables, by the names in lower case. */
export function readSubgraphUrls(env: Env): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const [name, url] of Object.entries(env)) {
    if (name.startsWith(SUBGRAPH_URL_PREFIX) && url)
      urls[name.slice(SUBGRAPH_URL_PREFIX.length).toLowerCase()] = url;
  }
  return urls;
}
