import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const executable = findChromium();

if (process.env.REQUIRE_CHROMIUM && !executable) {
  throw new Error('REQUIRE_CHROMIUM is set, but there is no chromium on the PATH, nor at CHROMIUM_PATH.');
}

/** `describe` for tests that need a browser; they are reported as skipped where there is none. */
export function describeWithChromium(name: string, tests: (executable: string) => void): void {
  if (executable) describe(name, () => tests(executable));
  else
    describe.skip(`${name} (skipped: no Chromium; set CHROMIUM_PATH or install chromium)`, () => tests(''));
}

/** Where Chromium is: at CHROMIUM_PATH, or on the PATH. */
function findChromium(): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const onPath = PATH.split(delimiter).map((folder) => join(folder, 'chromium'));
  return [...(CHROMIUM_PATH ? [CHROMIUM_PATH] : []), ...onPath].find(isProgram) ?? null;
}

/** Opens Chromium without a window. Run by root, it has no sandbox. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
