import { marksCommand } from './marks-command';
import { streamsCommand } from './streams-command';

/* eslint-disable no-console -- it talks to a person at a terminal */

const COMMANDS: Record<string, (args: string[]) => Promise<boolean>> = {
  marks: marksCommand,
  streams: streamsCommand,
};

/** `npm run test:load -- marks | streams [options]` */
async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) throw new Error(`npm run test:load -- ${Object.keys(COMMANDS).join(' | ')} [options]`);
  process.exitCode = (await command(args)) ? 0 : 1;
}

// Ends what was started, see Program.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
