import { setTimeout as sleep } from 'node:timers/promises';
import { repeatWork } from './repeat-work';
import { createLogger } from './telemetry/logger';

const logger = createLogger('test', 'silent');
const purpose = 'do nothing';

describe('work that is repeated', () => {
  it('begins at once, goes on after a failure, and never overlaps', async () => {
    let [runs, atOnce, most] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, (atOnce += 1));
      runs += 1;
      await sleep(5);
      atOnce -= 1;
      if (runs === 2) throw new Error('no');
    };
    const repeated = repeatWork({ purpose, everyMs: 1, work }, logger);
    while (runs < 5) await sleep(1);
    await repeated.stop();
    expect([atOnce, most]).toEqual([0, 1]);
  });

  it('ends what it is at before it stops, and does not begin again', async () => {
    let [begun, ended] = [0, 0];
    const work = async () => {
      begun += 1;
      await sleep(20);
      ended += 1;
    };
    const repeated = repeatWork({ purpose, everyMs: 0, work }, logger);
    await repeated.stop();
    await sleep(30);
    expect([begun, ended]).toEqual([1, 1]);
  });
});
