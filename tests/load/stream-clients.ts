import { ResumingSubscriber } from '../support/resuming-subscriber';
import { cursorOf, placeOf } from '../faults/sequence';

/** One stream that a process of clients is to follow. */
export interface StreamOrder {
  token: string;
  schoolId: string;
}

/** What a process of clients is asked for. */
export type Order =
  | { follow: StreamOrder[]; url: string; query: string }
  /** With as many tokens as it has streams, in their order; answered with how many were taken. */
  | { renew: string[] }
  | { report: 'and begin anew' };

/** What its streams came to since the last report, and where each stands. */
export interface StreamReport {
  /** By stream, in the order in which they were asked for. */
  places: number[];
  events: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
  /** The longest time that any stream was without an event, in milliseconds. */
  longestSilence: number;
  /** Streams that ended, by the reason they were given. */
  breaks: Record<string, number>;
}

/** A stream's place and how it came there: what is between two events is lost, unless it comes later. */
class Stream {
  readonly subscriber: ResumingSubscriber;
  place = 0;
  lastAt = Date.now();

  constructor({ url, query }: { url: string; query: string }, { token, schoolId }: StreamOrder) {
    this.subscriber = new ResumingSubscriber({
      ...{ urls: [url], query, variables: { schoolId }, token: () => Promise.resolve(token) },
      ...{ after: cursorOf(0), keepsNothing: true },
      onEvent: ({ cursor }) => this.arrive(placeOf(cursor)),
    });
  }

  silence(): number {
    return Date.now() - this.lastAt;
  }

  private arrive(place: number): void {
    counts.events += 1;
    counts.longestSilence = Math.max(counts.longestSilence, this.silence());
    this.lastAt = Date.now();
    if (place === this.place) counts.duplicated += 1;
    else if (place < this.place) counts.outOfOrder += 1;
    else counts.lost += place - this.place - 1;
    this.place = Math.max(this.place, place);
  }
}

const newCounts = () => ({ events: 0, lost: 0, duplicated: 0, outOfOrder: 0, longestSilence: 0 });
let counts = newCounts();
let streams: Stream[] = [];

function report(): StreamReport {
  const breaks: Record<string, number> = {};
  for (const { subscriber } of streams) {
    for (const [reason, count] of subscriber.breaks) breaks[reason] = (breaks[reason] ?? 0) + count;
    subscriber.breaks.clear();
  }
  const silences = streams.map((stream) => stream.silence());
  const told = counts;
  counts = newCounts();
  return {
    ...told,
    ...{ places: streams.map(({ place }) => place), breaks },
    longestSilence: Math.max(told.longestSilence, ...silences),
  };
}

async function renewAll(tokens: readonly string[]): Promise<number> {
  const taken = await Promise.all(streams.map(({ subscriber }, index) => subscriber.renew(tokens[index]!)));
  return taken.filter(Boolean).length;
}

process.on('message', (order: Order) => {
  if ('report' in order) return process.send!(report());
  if ('renew' in order) return void renewAll(order.renew).then((taken) => process.send!(taken));
  streams = order.follow.map((stream) => new Stream(order, stream));
  for (const { subscriber } of streams) subscriber.start();
  process.send!('following');
});
process.on('disconnect', () => process.exit());
