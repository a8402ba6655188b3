import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { RASOHA } from '../../platform/demo/schools';
import { signIn } from '../support/client';

/** Long before a token expires. */
const RENEW_MS = 240_000;
/** Passwords are hashed slowly on purpose, and slower still where everything is being started again. */
const ATTEMPT_MS = 20_000;
const MAX_TRIES = 10;

/** Somebody of the school who is signed in, and stays so for as long as a campaign may take. */
export class SignedIn {
  private current: { token: string; at: number } | null = null;
  private renewing: Promise<void> | null = null;
  private turn = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly login: string,
  ) {}

  /** @throws Error where there was no token before, and none can be had */
  async token(): Promise<string> {
    if (!this.current || Date.now() - this.current.at > RENEW_MS)
      await (this.renewing ??= this.renew().finally(() => (this.renewing = null)));
    return this.current!.token;
  }

  private async renew(): Promise<void> {
    for (let tries = 1; ; tries++) {
      const url = this.urls[this.turn++ % this.urls.length]!;
      try {
        const late = AbortSignal.timeout(ATTEMPT_MS);
        const token = await signIn(url, `${this.login}@${RASOHA.domain}`, DEMO_PASSWORD, late);
        this.current = { token, at: Date.now() };
        return;
      } catch (error) {
        // The one there is holds for a while longer; the next request tries again.
        if (this.current) return;
        if (tries === MAX_TRIES) throw error;
      }
    }
  }
}
