/**
 * What the browser tests share: a real Chromium, named steps, people who sign in and out.
 *
 *   ASSAY_URL          where the server is, http://localhost:8080 by default
 *   ASSAY_SCREENSHOTS  a folder for screenshots of each step; none are taken without it
 *   ASSAY_CHROMIUM     the browser, /usr/bin/chromium by default
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';

export const baseUrl = (process.env.ASSAY_URL ?? 'http://localhost:8080').replace(/\/$/, '');
const screenshots = process.env.ASSAY_SCREENSHOTS;
const executablePath = process.env.ASSAY_CHROMIUM ?? '/usr/bin/chromium';

let step = 'start the browser';
let shots = 0;

/** Names what is being done, so that a failure says where it happened. */
export async function doing(title, page, act) {
  step = title;
  await act();
  if (screenshots) {
    shots += 1;
    const name = `${String(shots).padStart(2, '0')}-${title.replace(/[^a-z0-9]+/gi, '-')}.png`;
    await page.screenshot({ path: join(screenshots, name), fullPage: true });
  }
  console.log(`ok  ${title}`);
}

export function expect(holds, message) {
  if (!holds) throw new Error(message);
}

export async function signIn(page, account) {
  await doing(`${account} signs in`, page, async () => {
    await page.goto(`${baseUrl}/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Username').fill(account);
    await page.getByLabel('Password').fill(`${account}-demo`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });
}

export async function signOut(page, account) {
  await doing(`${account} signs out`, page, async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
}

/** Plays a script on one page of a fresh browser; the process fails where a step or the page does. */
export async function play(script, success) {
  if (!existsSync(executablePath)) {
    console.error(`No browser at ${executablePath}: install Debian's chromium (apt-get install chromium).`);
    process.exit(2);
  }
  if (screenshots) mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const faults = [];
  let page;
  try {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 }, acceptDownloads: true });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (fault) => faults.push(fault.message));
    await script(page);
    step = 'look for faults of the page';
    expect(faults.length === 0, `the page threw: ${faults.join('; ')}`);
    console.log(success);
  } catch (fault) {
    console.error(`FAILED while trying to: ${step}\n${fault.message}`);
    if (page) {
      console.error(`The page was ${page.url()}`);
      if (screenshots) await page.screenshot({ path: join(screenshots, 'failure.png') }).catch(() => {});
    }
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
