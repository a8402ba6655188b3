import { createAnswerReader, type HttpAnswer } from './http-answer';

/** The answers in a stream that arrives in pieces of so many bytes. */
function read(stream: string, pieceSize: number): { status: number; body: string }[] {
  const answers: HttpAnswer[] = [];
  const reader = createAnswerReader((answer) => answers.push(answer));
  const bytes = Buffer.from(stream);
  for (let at = 0; at < bytes.length; at += pieceSize) reader(bytes.subarray(at, at + pieceSize));
  return answers.map(({ status, body }) => ({ status, body: body.toString() }));
}

describe.each([1, 2, 7, 64, 4096])('answers that arrive in pieces of %d bytes', (pieceSize) => {
  it('are read by their length', () => {
    const stream = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx: y\r\n\r\nhello';
    expect(read(stream, pieceSize)).toEqual([{ status: 200, body: 'hello' }]);
  });

  it('are read chunk by chunk', () => {
    const stream =
      'HTTP/1.1 400 No\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nb\r\n, everybody\r\n0\r\n\r\n';
    expect(read(stream, pieceSize)).toEqual([{ status: 400, body: 'hello, everybody' }]);
  });
});

it('reads one answer after another on a connection', () => {
  const answers: string[] = [];
  const reader = createAnswerReader(({ body }) => answers.push(body.toString()));
  for (const text of ['one', 'three']) {
    reader(Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`));
  }
  expect(answers).toEqual(['one', 'three']);
});
