import { InvalidResponseError, parseResponse } from './subgraph-response';

describe('a subgraph’s answer', () => {
  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '{}',
    '{"data":null}',
    '{"data":null,"errors":[]}',
    '{"data":[]}',
    '{"errors":{}}',
    '{"errors":[{}]}',
  ])('is refused when it is %j', (text) => expect(() => parseResponse(text)).toThrow(InvalidResponseError));

  it('keeps data and errors, and of the extensions those for clients', () => {
    const error = {
      message: 'No.',
      path: ['a', 0],
      locations: [],
      extensions: { code: 'X', field: ['f'], exception: 1 },
    };
    expect(parseResponse(JSON.stringify({ data: { a: [null] }, errors: [error] }))).toEqual({
      data: { a: [null] },
      errors: [{ message: 'No.', path: ['a', 0], extensions: { code: 'X', field: ['f'] } }],
      isPlain: true,
    });
  });

  it('is known to need no escapes where it has none', () => {
    const isPlain = (value: string) => parseResponse(JSON.stringify({ data: { value } })).isPlain;
    expect(['plain', 'é ☃ 😀', '"', '\\', '\n', '\ud800'].map(isPlain)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
