import { BOARD_PATH } from './board-page';
import { DEMO_PASSWORD } from './demo/seed-people';
import { LAKESIDE, RASOHA } from './demo/schools';

const LOGINS = [
  ['guardian', 'three children, one without the right to see fees'],
  ['teacher', 'registers of her own sections'],
  ['student', 'own timetable, attendance and progress'],
  ['office', 'the whole school; takes and corrects any register'],
  ['principal', 'the whole school; reads the ledger'],
  ['bursar', 'invoices, payments, the ledger'],
] as const;

/** What a newcomer needs in order to look around. */
export function banner(port: number): string {
  const url = `http://localhost:${port}/graphql`;
  const logins = LOGINS.map(([login, what]) => `    ${`${login}@${RASOHA.domain}`.padEnd(28)} ${what}`).join(
    '\n',
  );
  return `
  Schoolgraph is up:  ${url}   (open it in a browser for Apollo Sandbox)

  Today’s registers, live:  http://localhost:${port}${BOARD_PATH}

  Demo logins, all with the password "${DEMO_PASSWORD}":
${logins}
    …and the same at ${LAKESIDE.domain}: another tenant, zone and currency.

  1. Get a token:
     mutation { signIn(input: { email: "office@${RASOHA.domain}", password: "${DEMO_PASSWORD}" }) { accessToken } }

  2. Send it as the header  Authorization: Bearer …  and ask over several services at once:
     { viewer { user { givenName } }
       schools { nodes { name attendanceToday { summary { recorded present rate } registersOutstanding }
                         events(first: 3) { nodes { title startsAt availability { remaining } } } } } }

  3. Watch registers come in (graphql-ws on the same address):
     subscription { registerSubmitted(schoolId: "${RASOHA.id}") {
       sectionTitle recordedCount submittedBy { familyName } session { section { course { title } } } } }

  Ctrl-C stops everything. Options: --port N, --reset, --no-simulator
`;
}
