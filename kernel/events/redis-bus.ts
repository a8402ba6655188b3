import type { Logger } from '../telemetry/logger';
import type { Bus } from './bus';

export function connectRedisBus(_url: string, _logger: Logger): Promise<Bus> {
  throw new Error('not yet');
}
