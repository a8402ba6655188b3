import { randomUUID } from 'node:crypto';
import { send } from './client';

/** Takes the first open register of a school's day through the gateway, everybody present. @returns its session's id */
export async function takeRegister(
  url: string,
  token: string,
  { schoolId, date }: { schoolId: string; date: string },
): Promise<string> {
  const { data } = await send(
    url,
    token,
    `query ($school: ID!, $date: Date!) {
      attendanceSessions(schoolId: $school, date: $date, filter: { states: [SCHEDULED] }, first: 1) { nodes { id version } }
      attendanceCodes(schoolId: $school) { id category } }`,
    { school: schoolId, date },
  );
  const [session] = data.attendanceSessions.nodes;
  const present = data.attendanceCodes.find((code: { category: string }) => code.category === 'PRESENT');
  const reply = await send(
    url,
    token,
    'mutation ($input: SubmitRegisterInput!) { submitRegister(input: $input) { session { id } userErrors { code message } } }',
    {
      input: {
        sessionId: session.id,
        expectedVersion: session.version,
        idempotencyKey: randomUUID(),
        marks: [],
        restOfClass: present.id,
      },
    },
  );
  if (!reply.data?.submitRegister.session) throw new Error(JSON.stringify(reply));
  return reply.data.submitRegister.session.id as string;
}
