import { startGateway } from '../../gateway/start-gateway';
import { readGatewayConfig } from '../../kernel/config';
import { createLogger } from '../../kernel/telemetry/logger';

/** What a gateway says of itself when it is asked. */
export interface GatewayFigures {
  delivered: number;
  missed: number;
  cutOff: number;
  subscribers: number;
  streams: number;
  /** What it holds in buffers, in bytes. */
  buffers: number;
  /** The heap that is in use. */
  heap: number;
}

/** The product's gateway, which can be asked for its figures. */
async function run(): Promise<void> {
  const config = readGatewayConfig();
  const running = await startGateway({ config, logger: createLogger('gateway', config.logLevel) });
  process.on('message', () => {
    gc?.();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    const figures: GatewayFigures = {
      ...running.live.statistics,
      ...running.gateway.live.statistics,
      buffers: arrayBuffers,
      heap: heapUsed,
    };
    process.send!(figures);
  });
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)));
  process.send!({ url: running.url });
}

void run();
