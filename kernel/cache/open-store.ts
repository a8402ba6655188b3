import type { Logger } from '../telemetry/logger';
import type { CacheStore } from './cache';
import { createMemoryStore } from './memory-store';
import { connectRedisStore } from './redis-store';

/** The store across processes where Redis is configured; otherwise the one for a process that hosts everything. */
export function openCacheStore(redisUrl: string | undefined, logger: Logger): CacheStore {
  return redisUrl ? connectRedisStore(redisUrl, logger) : createMemoryStore();
}
