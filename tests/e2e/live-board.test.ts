import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { RunningGateway } from '../../gateway/start-gateway';
import { civilDate } from '../../kernel/clock';
import { BOARD_PATH } from '../../platform/board-page';
import { startGatewayOver } from '../../platform/services';
import { describeWithChromium, openBrowser } from '../support/browser';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { takeRegister } from '../support/registers';

/** Where a folder is given, what the page looks like is written there. */
const { SCREENSHOTS } = process.env;

/** The demo, a second gateway and a browser: on a busy machine that takes its time. */
const START_MS = 300_000;

describeWithChromium('the board of today’s registers, in a browser', (executable) => {
  let stack: DemoStack;
  let gateway: RunningGateway;
  let browser: Browser;
  let page: Page;
  let token: string;
  const complaints: string[] = [];

  const startGateway = (port: number) =>
    startGatewayOver(stack.subgraphs, {
      secrets: stack.secrets,
      port: 0,
      logLevel: 'silent',
      gatewayEnv: { PORT: String(port) },
    });
  const submit = () =>
    takeRegister(stack.gateway.url, token, {
      schoolId: RASOHA.id,
      date: civilDate(new Date(), RASOHA.timeZone),
    });
  const isTaken = (session: string) =>
    page.locator(`#${session}[data-state=taken]`).waitFor({ timeout: 15_000 });
  const isLive = () => page.locator('#connection[data-state=live]').waitFor({ timeout: 20_000 });
  const shoot = async (name: string) => {
    if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  };

  beforeAll(async () => {
    stack = await openDemoStack();
    token = await stack.tokenFor('office');
    gateway = await startGateway(0);
    browser = await openBrowser(executable);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  }, START_MS);
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await stack?.stop();
  });

  it('shows the day of a school once somebody has signed in', async () => {
    await page.goto(new URL(BOARD_PATH, gateway.url).href);
    await shoot('sign-in');
    await page.getByRole('button').click();
    await isLive();
    expect(await page.locator('h1:visible').textContent()).toBe(RASOHA.name);
    await page.locator('.register').first().waitFor();
    expect(await page.locator('#of').textContent()).toMatch(/^of \d+ taken$/);
    expect(await page.locator('.register[data-state=taken]').count()).toBe(0);
  });

  it('moves as a register is submitted, with the totals', async () => {
    const session = await submit();
    await isTaken(session);
    expect(await page.locator('#taken').textContent()).toBe('1');
    expect(await page.locator('#rate').textContent()).toBe('100.0 %');
    expect(await page.locator('#latest li').count()).toBe(1);
    await shoot('desktop');
  });

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await shoot('narrow');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('has complained of nothing so far', () => {
    expect(complaints).toEqual([]);
  });

  it('misses nothing while its gateway is started anew', async () => {
    const { port } = new URL(gateway.url);
    await gateway.stop();
    await page.locator('#connection[data-state=waiting]').waitFor({ timeout: 15_000 });
    const missed = [await submit(), await submit()];
    gateway = await startGateway(Number(port));
    await isLive();
    for (const session of missed) await isTaken(session);
    const next = await submit();
    await isTaken(next);
    expect(await page.locator('#taken').textContent()).toBe('4');
    expect(await page.locator('#latest li').count()).toBe(4);
  });
});
