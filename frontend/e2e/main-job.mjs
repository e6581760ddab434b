/**
 * The main job end to end in a real browser, against a running server: a labeler works and earns, an
 * admin catches the demo crowd's farm, a requester exports labels. Finds everything by role and name.
 * Its environment variables are those of browser.mjs.
 */
/* global document */
import { readFileSync } from 'node:fs';
import { doing, expect, play, signIn, signOut } from './browser.mjs';

const datasetName = 'Road hazard reports';
const crowdTimeoutMs = 240_000;

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
    await page.getByRole('heading', { name: 'Evidence', exact: true }).waitFor();
  });
  await doing('admin sees the evidence', page, async () => {
    await page.getByText('The score is hidden until you propose a decision').waitFor();
    await page.getByRole('img', { name: /^Map of \d+ accounts/ }).waitFor();
    await page.getByRole('table', { name: 'Pairs' }).getByRole('row').nth(1).waitFor();
    const common = page.getByRole('table', { name: 'Common items' }).getByRole('row');
    await common.nth(1).waitFor();
  });
  await doing('admin holds the payouts with a reason', page, async () => {
    await page.getByRole('button', { name: 'Hold payouts' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold payouts' });
    await dialog.getByLabel('Reason').fill('The same wrong answers on nearly all common items.');
    await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Payouts held until somebody decides further.').waitFor();
    await page.getByText(/about 1 in 10/).first().waitFor();
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

await play(async (page) => {
  await labelerWorks(page);
  await adminCatchesTheFarm(page);
  await requesterExports(page);
}, 'The main job works end to end.');
