import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import {
  createSigner,
  createVerifier,
  type Identity,
  type SignedCall,
  type SignedHeaders,
} from '../../kernel/auth/signed-identity';

const USAGE = `npm run bench:signing -- [options]
  --rounds n   of which the medians are; 15
  --calls n    in each round; 20000`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '20000' },
    help: { type: 'boolean', default: false },
  },
});
const [rounds, calls] = [values.rounds, values.calls].map(Number) as [number, number];

const SECRETS = `new:${'n'.repeat(64)},old:${'o'.repeat(64)}`;
const BODIES = [200, 2_000, 20_000];
/** As many people as take part in each round. */
const PEOPLE = 100;

/** What a teacher with a few classes is known by: some 500 bytes. */
function somebody(i: number): Identity {
  const roles = Array.from({ length: 4 }, (_, school) => ({
    org: `sch_0192f0c1-${school}-${i}`,
    role: 'TEACHER',
  }));
  return {
    sub: `usr_0192f0c1-7d3e-7000-8000-${i}`,
    tenant: 'org_0192f0c1-7d3e-7000-8000',
    roles,
    sid: `ses_${i}`,
    epoch: 7,
  };
}

/** A query with variables: text as the gateway has it. */
function bodyOf(length: number): string {
  return JSON.stringify({
    query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: '' },
  }).padEnd(length, 'x');
}

/** CPU time of a function in microseconds, user and system. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

/** One round, with callers whom nobody has seen before. @returns microseconds for each call */
function round(body: string): { sign: number; verify: number } {
  const people = Array.from({ length: PEOPLE }, (_, i) => somebody(i));
  const sign = createSigner(SECRETS);
  const verify = createVerifier(SECRETS);
  const call: SignedCall = { method: 'POST', path: '/graphql', body, clientAddress: '2001:db8::1' };
  const received = { ...call, body: Buffer.from(body) };
  const now = Date.now();
  const sent: SignedHeaders[] = [];
  const signing = cpuOf(() => {
    for (let i = 0; i < calls; i += 1) sent.push(sign(call, people[i % PEOPLE]!, now));
  });
  const verifying = cpuOf(() => {
    for (const headers of sent) verify(received, (name) => headers[name], now);
  });
  return { sign: signing / calls, verify: verifying / calls };
}

function run(): void {
  console.log(`${rounds} rounds of ${calls} calls, load average ${loadavg()[0]!.toFixed(1)}\n`);
  console.log('| body | sign µs | verify µs | together µs | at most µs |');
  console.log('| ---: | ---: | ---: | ---: | ---: |');
  for (const bytes of BODIES) {
    const body = bodyOf(bytes);
    round(body);
    const results = Array.from({ length: rounds }, () => round(body));
    const together = results.map(({ sign, verify }) => sign + verify);
    const cells = [
      median(results.map(({ sign }) => sign)),
      median(results.map(({ verify }) => verify)),
      median(together),
      Math.max(...together),
    ].map((number) => number.toFixed(1));
    console.log(`| ${bytes} | ${cells.join(' | ')} |`);
  }
}

if (values.help) console.log(USAGE);
else run();
