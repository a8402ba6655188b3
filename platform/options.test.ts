import { fromRoot } from '../kernel/project-root';
import { readOptions } from './options';

describe('the options of npm start', () => {
  it('have defaults that need no reading', () => {
    expect(readOptions([])).toEqual({ port: 4000, reset: false, simulator: true, data: fromRoot('.data') });
  });

  it('say what to change', () => {
    expect(readOptions(['--port', '5000', '--reset', '--no-simulator', '--data', '/elsewhere'])).toEqual({
      port: 5000,
      reset: true,
      simulator: false,
      data: '/elsewhere',
    });
  });

  it.each([['--port', 'x'], ['--port', '0'], ['--port', '70000'], ['--rest']])('refuse %s %s', (...args) => {
    expect(() => readOptions(args.filter((arg) => arg !== undefined))).toThrow();
  });
});
