import type { Running } from '../../kernel/service';
import type { Logger } from '../../kernel/telemetry/logger';
import { DEMO_PASSWORD } from '../demo/seed-people';
import { RASOHA } from '../demo/schools';
import { createRandom, type Random } from '../demo/random';
import { completeLesson } from './complete-lesson';
import { createDemoUser } from './demo-user';
import { receivePayment } from './receive-payment';
import { takeRegister } from './take-register';

/** Something that happens at a school every now and then. */
interface Activity {
  name: string;
  everyMs: number;
  act: (random: Random) => Promise<void>;
}

const SECOND_MS = 1000;

/**
 * Plays a school day through the public endpoint, as its people would: registers come in, lessons are completed, fees
 * are paid. What one activity meets with does not stop the others.
 */
export function startSimulator(url: string, logger: Logger): Running {
  const signInAs = (login: string) => createDemoUser(url, `${login}@${RASOHA.domain}`, DEMO_PASSWORD);
  const office = signInAs('office');
  const student = signInAs('student');
  const bursar = signInAs('bursar');
  const activities: Activity[] = [
    {
      name: 'take a register',
      everyMs: 3 * SECOND_MS,
      act: (random) => takeRegister(office, RASOHA, random),
    },
    { name: 'complete a lesson', everyMs: 10 * SECOND_MS, act: () => completeLesson(student) },
    { name: 'pay a fee', everyMs: 15 * SECOND_MS, act: (random) => receivePayment(bursar, RASOHA, random) },
  ];
  const random = createRandom(Date.now());
  const stops = activities.map((activity) => repeat(activity, random, logger));
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

/** Does one thing again and again, never twice at a time. */
function repeat({ name, everyMs, act }: Activity, random: Random, logger: Logger): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = act(random)
      .catch((error: unknown) => logger.warn({ err: error }, `the simulator could not ${name}`))
      .finally(() => (isBusy = false));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
