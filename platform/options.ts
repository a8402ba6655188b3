import { parseArgs } from 'node:util';
import { ConfigError } from '../kernel/environment';
import { fromRoot } from '../kernel/project-root';

/** What `npm start -- …` was asked for. */
export interface PlatformOptions {
  /** The gateway's port; the subgraphs take the five after it, its figures the sixth, PostgreSQL the tenth. */
  port: number;
  /** Delete all data first. */
  reset: boolean;
  /** Let a simulated school run in the background. */
  simulator: boolean;
  /** Where everything is kept between runs. */
  data: string;
}

const HIGHEST_PORT = 65_525;

/**
 * Reads the command line.
 * @throws ConfigError for an unknown option or an impossible port
 */
export function readOptions(args: readonly string[]): PlatformOptions {
  const { port, reset, data, 'no-simulator': noSimulator } = parse(args);
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > HIGHEST_PORT) {
    throw new ConfigError(`--port takes a number from 1 to ${HIGHEST_PORT}, not "${port}".`);
  }
  return { port: number, reset, data: data ?? fromRoot('.data'), simulator: !noSimulator };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4000' },
        reset: { type: 'boolean', default: false },
        data: { type: 'string' },
        'no-simulator': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ConfigError(
      `${(error as Error).message}\nOptions: --port N, --data FOLDER, --reset, --no-simulator`,
    );
  }
}
