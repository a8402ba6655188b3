/** Somebody who has something to send. */
export interface Sender {
  /** Sends what there is now. Does not throw. */
  send(): void;
}

/** So many send before others have their turn: some milliseconds. */
const AT_A_TIME = 256;

/**
 * Lets everybody send once what has come together for them, as soon as what is under way is done: one write to the
 * system costs more than all else about a delivery, be there one frame in it or many. When there is more to send than there
 * is time for, more comes together, and each frame costs less.
 */
export class Outbox {
  private coming: Sender[] = [];
  private going: Sender[] = [];
  private sent = 0;
  private isScheduled = false;

  /** Has somebody send soon. Each call counts: it is for the sender to ask but once. */
  add(sender: Sender): void {
    this.coming.push(sender);
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(this.send);
  }

  private readonly send = (): void => {
    if (this.sent === this.going.length) {
      this.going = this.coming;
      this.coming = [];
      this.sent = 0;
    }
    const { going } = this;
    const end = Math.min(going.length, this.sent + AT_A_TIME);
    while (this.sent < end) going[this.sent++]!.send();
    if (this.sent < going.length || this.coming.length > 0) return void setImmediate(this.send);
    this.going = [];
    this.sent = 0;
    this.isScheduled = false;
  };
}
