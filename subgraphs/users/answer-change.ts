import { payloadOf } from '../../kernel/graphql/payload';
import { forgetLoaded, type UsersContext } from './context';

/** A change as a payload. What was loaded before it is no longer true, and is forgotten. */
export async function answerChange<T extends object>(context: UsersContext, change: () => Promise<T>) {
  const payload = await payloadOf({}, change);
  forgetLoaded(context);
  return payload;
}
