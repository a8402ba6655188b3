import { Duplex, type Writable } from 'node:stream';
import { writeMessage, writeMessages } from './socket-frame';

/** Exported, but not in its types. */
const { Receiver } = jest.requireActual<{ Receiver: new (options: object) => Writable }>('ws');

/** A connection that is read bit by bit: what it has been given stays where it is until then, or is taken at once. */
function openConnection({ takesAtOnce = false } = {}) {
  const held: { chunk: Buffer; taken: () => void }[] = [];
  const connection = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, taken) => {
      held.push(takesAtOnce ? { chunk: Buffer.from(chunk), taken: () => undefined } : { chunk, taken });
      if (takesAtOnce) taken();
    },
  });
  /** What arrives at the other end, as another implementation understands it. */
  const read = async () => {
    const got: string[] = [];
    const receiver = new Receiver({ isServer: false });
    receiver.on('message', (data: Buffer) => got.push(data.toString()));
    for (let next = held.shift(); next; next = held.shift()) {
      receiver.write(next.chunk);
      next.taken();
      await new Promise(setImmediate);
    }
    return got;
  };
  return { connection, read };
}

const headOf = (text: string) => ({ head: text, headLength: Buffer.byteLength(text) });

it.each([1, 100, 125, 126, 4_000, 5_000, 65_535, 65_536, 200_000])(
  'a message of %i bytes arrives as it is',
  async (size) => {
    const { connection, read } = openConnection();
    writeMessage(connection, headOf('ü'), Buffer.from('x'.repeat(size)));
    expect(await read()).toEqual([`ü${'x'.repeat(size)}`]);
  },
);

it('several messages arrive as they are, small and large ones', async () => {
  for (const sizes of [
    [1, 200, 3],
    [1, 70_000, 3],
  ]) {
    const { connection, read } = openConnection();
    const messages = sizes.map((size) => Buffer.from('x'.repeat(size)));
    writeMessages(connection, headOf('id'), messages);
    expect(await read()).toEqual(messages.map((message) => `id${message.toString()}`));
  }
});

it('what is still to be sent is not overwritten by what others get meanwhile', async () => {
  const [slow, other] = [openConnection(), openConnection()];
  writeMessage(slow.connection, headOf('a'), Buffer.from('first'));
  writeMessage(other.connection, headOf('b'), Buffer.from('other'));
  writeMessage(slow.connection, headOf('a'), Buffer.from('again'));
  writeMessage(other.connection, headOf('b'), Buffer.from('later'));
  expect(await slow.read()).toEqual(['afirst', 'aagain']);
  expect(await other.read()).toEqual(['bother', 'blater']);
});

it('one message arrives at several, behind a head of each one’s own', async () => {
  const message = Buffer.from('x'.repeat(300));
  const { connection, read } = openConnection({ takesAtOnce: true });
  const heads = ['id1', 'id2', 'ü1', 'id3', 'longer', 'id4'];
  for (const head of heads) writeMessage(connection, headOf(head), message);
  writeMessage(connection, headOf('id5'), Buffer.from('y'.repeat(300)));
  const slow = openConnection();
  writeMessage(slow.connection, headOf('id6'), message);
  writeMessage(connection, headOf('id7'), message);
  expect(await read()).toEqual([
    ...heads.map((head) => head + message.toString()),
    `id5${'y'.repeat(300)}`,
    `id7${message.toString()}`,
  ]);
  expect(await slow.read()).toEqual([`id6${message.toString()}`]);
});
