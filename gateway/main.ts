import { readGatewayConfig } from '../kernel/config';
import { runService } from '../kernel/service';
import { createLogger } from '../kernel/telemetry/logger';
import { startGateway } from './start-gateway';

runService(async () => {
  const config = readGatewayConfig();
  return startGateway({ config, logger: createLogger('gateway', config.logLevel) });
});
