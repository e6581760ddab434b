/**
 * A dispute end to end in a real browser, against a running server: an account is caught copying into a
 * shared wallet, one reviewer holds the payouts and proposes a ban, a second one agrees without knowing,
 * the labeler is told and appeals, a third person upholds, and the labeler's money is back.
 * Its environment variables are those of browser.mjs, and
 *
 *   ASSAY_MOCK   set where the server is the mock mode of the dev server, which has its farm already
 */
import process from 'node:process';
import { baseUrl, doing, expect, play, signIn, signOut } from './browser.mjs';
import { plantFarm } from './farm.mjs';

const mock = Boolean(process.env.ASSAY_MOCK);
const datasetName = mock ? 'Road hazard reports' : 'Disputed reports';
const statement = 'My brother and I share one computer and one wallet, but each of us answers alone.';

async function farmIsCaught(page) {
  await signIn(page, 'admin');
  await doing('a farm is caught', page, async () => {
    if (!mock) {
      await plantFarm(datasetName);
      return;
    }
    await page.getByRole('button', { name: 'Run the demo crowd' }).click();
    await page.getByText('The demo crowd is done').waitFor();
  });
}

/** From the list, so that the way to the case is tested too. */
async function openCase(page, filter) {
  await page.getByRole('link', { name: 'Cases', exact: true }).click();
  await page.getByRole('button', { name: filter, exact: true }).click();
  const cases = page.getByRole('list', { name: 'Cases' });
  await cases.getByRole('link', { name: new RegExp(`in ${datasetName}$`) }).first().click();
  await page.getByRole('heading', { name: 'Evidence', exact: true }).waitFor();
}

async function proposeBan(page, confirm) {
  await page.getByRole('button', { name: /^(Propose a ban|Ban accounts)$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Ban accounts' });
  await dialog.getByText(/removes [\d,]+ answers?/).waitFor();
  const submit = dialog.getByRole('button', { name: confirm, exact: true });
  await dialog.getByLabel('Reason').fill('One answer sheet in four accounts, all of them paid to one wallet.');
  expect(await submit.isDisabled(), 'a ban could be proposed without thinking of innocent explanations');
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await submit.click();
  await dialog.waitFor({ state: 'detached' });
}

async function firstReviewerHoldsAndProposes(page) {
  await doing('admin opens the case without its score', page, async () => {
    await openCase(page, 'Open');
    await page.getByText('The score is hidden until you propose a decision').waitFor();
    await page.getByRole('img', { name: /^Map of \d+ accounts/ }).waitFor();
    await page.getByRole('table', { name: 'Pairs' }).getByRole('row').nth(1).waitFor();
    expect(!(await page.getByText(/about 1 in 10/).isVisible()), 'a reviewer sees the score before judging');
  });
  await doing('admin holds the payouts', page, async () => {
    await page.getByRole('button', { name: 'Hold payouts' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold payouts' });
    await dialog.getByLabel('Reason').fill('The same wrong answers, and one wallet.');
    await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Payouts held until somebody decides further.').waitFor();
    await page.getByText(/the odds that these accounts are one hand/).waitFor();
  });
  await doing('admin proposes a ban', page, async () => {
    await proposeBan(page, 'Propose ban');
    await page.getByText('Another person must look now').waitFor();
    expect((await page.getByRole('button', { name: 'Ban accounts' }).count()) === 0, 'one person may ban alone');
  });
  await signOut(page, 'admin');
}

async function secondReviewerBans(page) {
  await signIn(page, 'admin2');
  await doing('admin2 judges without knowing the first word', page, async () => {
    await openCase(page, 'Second look');
    await page.getByText('What they decided stays hidden until you have decided yourself.').first().waitFor();
    await page.getByText('The score is hidden until you propose a decision').waitFor();
  });
  await doing('admin2 bans', page, async () => {
    await proposeBan(page, 'Ban');
    await page.getByText('Accounts banned: two people agreed.').waitFor();
  });
  await doing('admin2 reads the log', page, async () => {
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await page.getByText(/The log is intact: all \d+ entries fit their hashes/).waitFor();
    await page.getByRole('table', { name: 'Log' }).getByRole('row').nth(3).waitFor();
  });
  await signOut(page, 'admin2');
}

async function labelerAppeals(page) {
  await signIn(page, 'labeler');
  await doing('labeler is told', page, async () => {
    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.getByText('Your account is closed').waitFor();
    await page.getByText(/Kinds of evidence: .*Identity.*Answers/).waitFor();
  });
  await doing('labeler reads why', page, async () => {
    await page.getByRole('link', { name: 'See why, and appeal' }).click();
    await page.getByRole('heading', { name: 'Account closed' }).waitFor();
    const amount = await page.getByRole('term').filter({ hasText: /^Amount$/ }).locator('xpath=following-sibling::dd[1]').innerText();
    expect(Number(amount.replace(/[^0-9.]/g, '')) > 0, `the amount at stake reads ${amount}`);
  });
  await doing('labeler appeals', page, async () => {
    await page.getByLabel('Your appeal').fill(statement);
    await page.getByRole('button', { name: 'Send appeal' }).click();
    await page.getByText(/Waiting for a third person/).waitFor();
  });
  await signOut(page, 'labeler');
}

async function thirdPersonUpholds(page) {
  await signIn(page, 'admin');
  await doing('admin may not answer', page, async () => {
    await page.getByRole('link', { name: 'Appeals' }).click();
    await page.getByText(statement).waitFor();
    await page.getByText('You took part in this decision, so a third person must answer.').waitFor();
    expect((await page.getByRole('button', { name: 'Uphold' }).count()) === 0, 'who decided may answer the appeal');
  });
  await signOut(page, 'admin');
  await signIn(page, 'admin3');
  await doing('admin3 upholds the appeal', page, async () => {
    await page.getByRole('link', { name: 'Appeals' }).click();
    await page.getByText(statement).waitFor();
    await page.getByRole('button', { name: 'Uphold', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Uphold appeal' });
    await dialog.getByLabel('Reason').fill('Two people of one household, shown by a call with both.');
    await dialog.getByRole('button', { name: 'Uphold appeal' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Upheld', exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: statement }).getByText('Upheld', { exact: true }).waitFor();
  });
  await signOut(page, 'admin3');
}

async function labelerIsRestored(page) {
  await signIn(page, 'labeler');
  await doing('labeler is restored', page, async () => {
    await page.goto(`${baseUrl}/appeals/mine`);
    await page.getByText('Nothing is held').waitFor();
    await page.getByText('You were right.').waitFor();
    await page.getByText('Two people of one household, shown by a call with both.').waitFor();
  });
  await doing('labeler has the money back', page, async () => {
    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.getByRole('heading', { name: 'Earnings', level: 1 }).waitFor();
    const earned = await page.getByRole('term').filter({ hasText: /^Earned$/ }).locator('xpath=following-sibling::dd[1]').innerText();
    expect(Number(earned.replace(/[^0-9.]/g, '')) > 0, `earnings stayed at ${earned} after the appeal`);
    expect(!(await page.getByText('Your account is closed').isVisible()), 'the account is still shown as closed');
  });
  await signOut(page, 'labeler');
}

await play(async (page) => {
  await farmIsCaught(page);
  await firstReviewerHoldsAndProposes(page);
  await secondReviewerBans(page);
  await labelerAppeals(page);
  await thirdPersonUpholds(page);
  await labelerIsRestored(page);
}, 'The dispute works end to end.');
