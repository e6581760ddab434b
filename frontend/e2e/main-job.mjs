/**
 * The main job end to end in a real browser, against a running server: a labeler works and earns, an
 * admin catches the demo crowd's farm, a requester exports labels. Finds everything by role and name.
 *
 *   ASSAY_URL          where the server is, http://localhost:8080 by default
 *   ASSAY_SCREENSHOTS  a folder for screenshots of each step; none are taken without it
 *   ASSAY_CHROMIUM     the browser, /usr/bin/chromium by default
 */
/* global document */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';

const baseUrl = (process.env.ASSAY_URL ?? 'http://localhost:8080').replace(/\/$/, '');
const screenshots = process.env.ASSAY_SCREENSHOTS;
const executablePath = process.env.ASSAY_CHROMIUM ?? '/usr/bin/chromium';
const datasetName = 'Road hazard reports';
const crowdTimeoutMs = 240_000;

if (!existsSync(executablePath)) {
  console.error(`No browser at ${executablePath}: install Debian's chromium (apt-get install chromium).`);
  process.exit(2);
}
if (screenshots) mkdirSync(screenshots, { recursive: true });

let step = 'start the browser';
let shots = 0;

/** Names what is being done, so that a failure says where it happened. */
async function doing(title, page, act) {
  step = title;
  await act();
  if (screenshots) {
    shots += 1;
    const name = `${String(shots).padStart(2, '0')}-${title.replace(/[^a-z0-9]+/gi, '-')}.png`;
    await page.screenshot({ path: join(screenshots, name), fullPage: true });
  }
  console.log(`ok  ${title}`);
}

function expect(holds, message) {
  if (!holds) throw new Error(message);
}

async function signIn(page, account) {
  await doing(`${account} signs in`, page, async () => {
    await page.goto(`${baseUrl}/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Username').fill(account);
    await page.getByLabel('Password').fill(`${account}-demo`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });
}

async function signOut(page, account) {
  await doing(`${account} signs out`, page, async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
}

/** The figure named `title` on the page, without its symbol, as a number good enough to compare with zero. */
async function figure(page, title) {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^${title}$`) });
  const text = await term.locator('xpath=following-sibling::dd[1]').first().innerText();
  return Number(text.replace(/[^0-9.]/g, ''));
}

async function labelerWorks(page) {
  await signIn(page, 'labeler');
  await doing('labeler agrees that the browser is known again', page, async () => {
    const question = page.getByRole('dialog', { name: 'May Assay know this browser again?' });
    await question.getByRole('button', { name: 'Agree' }).click();
    await question.waitFor({ state: 'detached' });
  });
  await doing('labeler starts the sample dataset', page, async () => {
    await page.getByRole('link', { name: `Start ${datasetName}` }).click();
    await page.getByRole('article', { name: 'Item' }).waitFor();
  });
  await doing('labeler labels five items by keyboard', page, async () => {
    for (let answered = 1; answered <= 5; answered += 1) {
      await page.getByRole('radio').first().waitFor();
      await page.keyboard.press(String(1 + (answered % 2)));
      await page.getByRole('radio', { checked: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (count) => document.querySelector('dl[aria-label="This session"] dd')?.textContent === String(count),
        answered,
      );
    }
  });
  await doing('labeler sees earnings', page, async () => {
    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.getByRole('heading', { name: 'Earnings', level: 1 }).waitFor();
    await page.getByRole('cell', { name: '5', exact: true }).or(page.getByRole('rowheader', { name: datasetName })).first().waitFor();
    const earned = await figure(page, 'Earned');
    expect(earned > 0, `earnings stayed at ${earned} after five answers`);
  });
  await signOut(page, 'labeler');
}

async function adminCatchesTheFarm(page) {
  await signIn(page, 'admin');
  await doing('admin runs the demo crowd', page, async () => {
    await page.getByRole('button', { name: 'Run the demo crowd' }).click();
    const done = page.getByText('The demo crowd is done');
    const failed = page.getByText('The demo crowd stopped');
    await done.or(failed).first().waitFor({ timeout: crowdTimeoutMs });
    expect(await done.isVisible(), 'the demo crowd stopped before it was done');
  });
  await doing('admin opens the case', page, async () => {
    await page.getByRole('link', { name: 'Cases', exact: true }).click();
    const cases = page.getByRole('list', { name: 'Cases' });
    await cases.waitFor({ timeout: 60_000 });
    await cases.getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Evidence' }).waitFor();
  });
  await doing('admin sees the evidence', page, async () => {
    await page.getByText(/about 1 in 10/).first().waitFor();
    expect((await page.getByRole('table', { name: 'Pairs' }).getByRole('row').count()) > 1, 'the case shows no pair');
    const common = page.getByRole('table', { name: 'Common items' }).getByRole('row');
    expect((await common.count()) > 1, 'the case shows no common item');
  });
  await doing('admin holds the payouts with a reason', page, async () => {
    await page.getByRole('button', { name: 'Hold payouts' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold payouts' });
    await dialog.getByLabel('Reason').fill('The same wrong answers on nearly all common items.');
    await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Payouts held').waitFor();
  });
  await signOut(page, 'admin');
}

async function requesterExports(page) {
  await signIn(page, 'requester');
  await doing('requester opens the dataset', page, async () => {
    await page.getByRole('link', { name: datasetName, exact: true }).first().click();
    await page.getByRole('heading', { name: new RegExp(datasetName), level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Spending' }).waitFor();
  });
  await doing('requester exports CSV', page, async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const lines = readFileSync(await (await downloading).path(), 'utf8').trim().split(/\r?\n/);
    expect(lines[0] === 'task,label,confidence', `the export's header is “${lines[0]}”`);
    expect(lines.length > 1, 'the export has no rows');
    console.log(`    ${lines.length - 1} rows`);
  });
  await signOut(page, 'requester');
}

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
  await labelerWorks(page);
  await adminCatchesTheFarm(page);
  await requesterExports(page);
  step = 'look for faults of the page';
  expect(faults.length === 0, `the page threw: ${faults.join('; ')}`);
  console.log('The main job works end to end.');
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
