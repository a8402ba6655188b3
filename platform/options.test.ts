import { readOptions } from './options';

describe('the options of npm start', () => {
  it('have defaults that need no reading', () => {
    expect(readOptions([])).toEqual({ port: 4000, reset: false, simulator: true });
  });

  it('say what to change', () => {
    expect(readOptions(['--port', '5000', '--reset', '--no-simulator'])).toEqual({
      port: 5000,
      reset: true,
      simulator: false,
    });
  });

  it.each([['--port', 'x'], ['--port', '0'], ['--port', '70000'], ['--rest']])('refuse %s %s', (...args) => {
    expect(() => readOptions(args.filter((arg) => arg !== undefined))).toThrow();
  });
});
