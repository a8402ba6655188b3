import { systemClock } from '../../kernel/clock';
import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { DEMO_SCHOOLS, LAKESIDE, RASOHA } from '../../platform/demo/schools';
import { seedDemo } from '../../platform/demo/seed-demo';
import { signIn } from './client';
import { openStack, type Stack, type StackOptions } from './stack';

/** The stack with the demo's two schools in it. */
export interface DemoStack extends Stack {
  /** A token for one of the demo's logins, such as `office`, at Rasoha or Lakeside. */
  tokenFor(login: string, school?: typeof RASOHA): Promise<string>;
}

/** Starts the whole stack and seeds the demo's schools, as `npm start` does, or others. */
export async function openDemoStack(options?: StackOptions, schools = DEMO_SCHOOLS): Promise<DemoStack> {
  const stack = await openStack(options);
  await seedDemo(stack, systemClock, () => undefined, schools);
  const tokens = new Map<string, Promise<string>>();
  return {
    ...stack,
    tokenFor: (login, school = RASOHA) => {
      const email = `${login}@${school.domain}`;
      const token = tokens.get(email) ?? signIn(stack.gateway.url, email, DEMO_PASSWORD);
      tokens.set(email, token);
      return token;
    },
  };
}

export { LAKESIDE, RASOHA };
