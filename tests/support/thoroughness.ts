/**
 * How many cases a property is tried with: few by `npm test`, all of them by `npm run test:thorough`, whose project in
 * `jest.config.js` says so.
 */
export function howMany({ quick, thorough }: { quick: number; thorough: number }): number {
  return (globalThis as { isThorough?: boolean }).isThorough ? thorough : quick;
}
