import { runService } from '../kernel/service';
import { banner } from './banner';
import { readOptions } from './options';
import { startPlatform } from './start-platform';

/** The process that hosts everything speaks to a person: logs stay quiet unless something is wrong. */
const LOG_LEVEL = 'warn';

runService(async () => {
  const options = readOptions(process.argv.slice(2));
  const platform = await startPlatform(options, {
    logLevel: LOG_LEVEL,
    report: (step) => console.log(`· ${step}`),
  });
  console.log(banner(options.port));
  return platform;
});
