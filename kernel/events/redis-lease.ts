import type { RedisCommands } from './redis-connection';

const TAKE = `
  local holder = redis.call('GET', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`;

const RELEASE = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
  return 0`;

/**
 * Held by one member of a group at a time, renewed by a timer until it is let go. It lapses by itself when its holder
 * died. Redis' and the holder's clocks only have to run at about the same speed.
 */
export class Lease {
  private heldUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private renewing = false;

  constructor(
    private readonly commands: RedisCommands,
    private readonly key: string,
    private readonly holder: string,
    private readonly milliseconds: number,
  ) {}

  isHeld(): boolean {
    return performance.now() < this.heldUntil;
  }

  /** @returns whether it is held now; false when somebody else holds it */
  async take(): Promise<boolean> {
    await this.extend();
    if (this.isHeld()) this.timer ??= setInterval(() => void this.renew(), this.milliseconds / 5);
    return this.isHeld();
  }

  /** Lets the next member in at once. */
  async release(): Promise<void> {
    this.abandon();
    await this.commands.run((redis) => redis.eval(RELEASE, { keys: [this.key], arguments: [this.holder] }));
  }

  /** Stops renewing: it lapses. */
  abandon(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.heldUntil = 0;
  }

  /** One renewal at a time. A failed one is followed by the next; once lapsed, only `take` gets it back. */
  private async renew(): Promise<void> {
    if (this.renewing || !this.isHeld()) return;
    this.renewing = true;
    await this.extend().catch(() => undefined);
    this.renewing = false;
  }

  private async extend(): Promise<void> {
    // Counted from before the request: the holder gives up before Redis does.
    const until = performance.now() + this.milliseconds;
    const reply = await this.commands.run((redis) =>
      redis.eval(TAKE, { keys: [this.key], arguments: [this.holder, String(this.milliseconds)] }),
    );
    this.heldUntil = reply === 1 ? until : 0;
  }
}
