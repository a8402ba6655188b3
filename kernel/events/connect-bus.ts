import type { Logger } from '../telemetry/logger';
import type { Bus } from './bus';
import { createMemoryBus } from './memory-bus';
import { connectRedisBus } from './redis-bus';

/** The bus across processes where Redis is configured; otherwise the one for a process that hosts everything. */
export async function connectBus(redisUrl: string | undefined, logger: Logger): Promise<Bus> {
  return redisUrl ? connectRedisBus(redisUrl, logger) : createMemoryBus();
}
