import { frameOfBody, type Frame } from '../groups/frame';
import { createFrameBuffer } from './overflow';

const frame = (subject: string | null, bytes = 10): Frame =>
  frameOfBody('x'.repeat(bytes), { cursor: null, subject });
const limits = { maxEvents: 3, maxBytes: 100 };

describe('frames that wait for a subscriber', () => {
  it('are the newest ones', () => {
    const buffer = createFrameBuffer({ policy: 'drop-oldest', ...limits });
    const frames = [1, 2, 3, 4, 5].map(() => frame(null));
    expect(frames.map((each) => buffer.push(each))).toEqual([0, 0, 0, 1, 1]);
    expect([buffer.shift(), buffer.shift(), buffer.shift(), buffer.shift()]).toEqual([
      ...frames.slice(2),
      undefined,
    ]);
  });

  it('take a bounded number of bytes, but one frame is always kept', () => {
    const buffer = createFrameBuffer({ policy: 'drop-oldest', ...limits });
    expect([
      buffer.push(frame(null, 60)),
      buffer.push(frame(null, 60)),
      buffer.push(frame(null, 900)),
    ]).toEqual([0, 1, 1]);
    expect(buffer.size).toBe(1);
  });

  it('are the last of each entity where only that is of interest', () => {
    const buffer = createFrameBuffer({ policy: 'latest-per-entity', ...limits });
    const frames = ['a', 'b', 'a', null, 'b', 'c'].map((subject) => frame(subject));
    expect(frames.map((each) => buffer.push(each))).toEqual([0, 0, 1, 0, 1, 1]);
    expect([buffer.shift(), buffer.shift(), buffer.shift()]).toEqual([frames[3], frames[4], frames[5]]);
  });

  it('are none where a slow subscriber is to be cut off', () => {
    const buffer = createFrameBuffer({ policy: 'close', ...limits });
    expect([1, 2, 3, 4].map(() => buffer.push(frame(null)))).toEqual([0, 0, 0, null]);
  });
});
