import { cpus, loadavg } from 'node:os';
import { isPinning } from './launch';
import { startLoader } from './loader-process';
import { measure, type Measured } from './measure';
import { readOptions, USAGE, type Options } from './options';
import { readUsage } from './process-usage';
import { ratioTable, summarise, table, workloadTable } from './report';
import { saveResults } from './save-results';
import { startStubs } from './stubs-process';
import { startSubject, SUBJECTS, type RunningSubject, type Subject, type Surroundings } from './subjects';
import { composeSupergraphFile } from './supergraph';

/** The gateway has one core for itself; what it talks to shares the other. */
const GATEWAY_CORE = 0;
const OTHER_CORE = cpus().length > 1 ? 1 : 0;

/** Above this share of others on the gateway's core, figures are worth little. */
const MUCH_NOISE = 0.1;
const NOISY = `Others had more than ${MUCH_NOISE * 100} % of the gateway's core in some rounds (see "foreign"): run it again when the machine is quiet.`;

/** What undoes what was started, last first. */
const cleanups: (() => Promise<void> | void)[] = [];

async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

type Choice = Pick<Options, 'subjects' | 'isSharing'>;

async function startSubjects(
  surroundings: Surroundings,
  { subjects: names, isSharing }: Choice,
): Promise<RunningSubject[]> {
  const running: RunningSubject[] = [];
  const isChosen = (subject: Subject) =>
    names ? names.includes(subject.name) : isSharing || !subject.isSharing;
  for (const subject of SUBJECTS.filter(isChosen)) {
    const missing = subject.missing(surroundings);
    if (missing) {
      console.log(`${subject.name} is left out: ${missing}.`);
      continue;
    }
    const started = await startSubject(subject, surroundings, GATEWAY_CORE);
    cleanups.push(started.stop);
    running.push(started);
    console.log(`${subject.name}: ${subject.what}`);
  }
  return running;
}

async function run({ extent, workloads, oursEnv, isSaved, ...choice }: Options) {
  const stubs = await startStubs(OTHER_CORE);
  cleanups.push(stubs.stop);
  const loader = await startLoader(OTHER_CORE);
  cleanups.push(loader.stop);
  const supergraph = composeSupergraphFile(stubs.urls);
  cleanups.push(supergraph.remove);
  const surroundings = { supergraphPath: supergraph.path, urls: stubs.urls, oursEnv };
  const subjects = await startSubjects(surroundings, choice);

  const loadBefore = loadavg()[0]!;
  const measured: Measured[] = [];
  for (const workload of workloads) {
    console.log(`\n${workload.name}: ${workload.what}`);
    const results = await measure(workload, { loader, stubs, subjects, core: GATEWAY_CORE, extent });
    measured.push(...results);
    console.log(`(${results[0]!.answerBytes} bytes)\n\n${workloadTable(results.map(summarise))}`);
  }
  const memory = subjects.map(({ name, pid }) => ({ subject: name, peakRss: readUsage(pid).peakRss }));
  const summaries = measured.map(summarise);
  console.log(`\n${ratioTable(summaries)}\n`);
  console.log(
    table(
      ['subject', 'peak RSS MB'],
      memory.map(({ subject, peakRss }) => [subject, (peakRss / 2 ** 20).toFixed(0)]),
    ),
  );
  if (summaries.some(({ foreign }) => foreign > MUCH_NOISE)) console.log(`\n${NOISY}`);
  if (isSaved) {
    console.log(`\n${saveResults({ extent, isPinning, loadBefore, summaries, memory, measured })}`);
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const giveUp = (why: string) => {
    console.error(`\n${why}`);
    void cleanUp().finally(() => process.exit(1));
  };
  setTimeout(() => giveUp('Given up: it takes too long.'), options.limitMs).unref();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => giveUp('Interrupted.'));
  if (!isPinning)
    console.log('There is no taskset here: processes move between cores, so trust ratios alone.');
  try {
    await run(options);
  } finally {
    await cleanUp();
  }
}

if (process.argv.includes('--help')) console.log(USAGE);
else {
  main().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
