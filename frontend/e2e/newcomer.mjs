/**
 * A newcomer's walk to the first pay, in a real browser against a running server: a labeler links a
 * wallet by signing in with it, works, the epoch closes, the pay is claimed without gas and seen in the
 * wallet, and its receipt is checked in the browser. Then the requester funds the dataset, closes it and
 * sees the unspent part come back. Its environment variables are those of browser.mjs.
 */
/* global document, window */
import { hexToString } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { doing, expect, play, signIn, signOut } from './browser.mjs';

const datasetName = 'Road hazard reports';
const wallet = privateKeyToAccount(generatePrivateKey());

/** Puts a wallet into the page, as an extension would, whose key stays here. */
async function installWallet(page, chainId) {
  await page.exposeFunction('signAsWallet', (message) => wallet.signMessage({ message: hexToString(message) }));
  await page.addInitScript(
    ({ address, chain }) => {
      const provider = {
        async request({ method, params }) {
          if (method === 'eth_requestAccounts') return [address];
          if (method === 'eth_chainId') return `0x${chain.toString(16)}`;
          if (method === 'personal_sign') return window.signAsWallet(params[0]);
          throw Object.assign(new Error('not in this wallet'), { code: 4200 });
        },
      };
      window.addEventListener('eip6963:requestProvider', () => {
        window.dispatchEvent(
          new window.CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info: {}, provider }) }),
        );
      });
    },
    { address: wallet.address, chain: chainId },
  );
}

async function labelerLinksAndWorks(page) {
  await signIn(page, 'labeler');
  await doing('labeler answers the question about the browser', page, async () => {
    const question = page.getByRole('dialog', { name: 'May Assay know this browser again?' });
    await question.getByRole('button', { name: 'Agree' }).click();
    await question.waitFor({ state: 'detached' });
  });
  await doing('labeler links a wallet by signing in with it', page, async () => {
    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.getByText('No wallet address yet.').waitFor();
    await page.getByText('Until then everything accrues and nothing is lost.').waitFor();
    await page.getByRole('button', { name: 'Link my wallet' }).click();
    await page.getByText('Proven by signature').waitFor();
    await page.getByText(wallet.address.slice(0, 8)).first().waitFor();
  });
  await doing('labeler labels five items', page, async () => {
    await page.getByRole('link', { name: 'Work' }).first().click();
    await page.getByRole('link', { name: `Start ${datasetName}` }).click();
    for (let answered = 1; answered <= 5; answered += 1) {
      await page.getByRole('radio').first().waitFor();
      await page.keyboard.press('1');
      await page.getByRole('radio', { checked: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (count) => document.querySelector('dl[aria-label="This session"] dd')?.textContent === String(count),
        answered,
      );
    }
  });
  await signOut(page, 'labeler');
}

async function adminClosesTheEpoch(page) {
  await signIn(page, 'admin');
  await doing('admin closes the epoch', page, async () => {
    await page.getByRole('link', { name: 'Epochs' }).click();
    await page.getByRole('button', { name: 'Close epoch now' }).click();
    await page.getByText(/is closed: .* settled/).waitFor();
  });
  await signOut(page, 'admin');
}

async function labelerClaims(page) {
  await signIn(page, 'labeler');
  await doing('labeler claims without paying gas', page, async () => {
    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.getByText(/can go to your wallet now/).waitFor();
    await page.getByRole('button', { name: 'Claim to wallet' }).click();
    await page.getByText(/is in your wallet/).waitFor();
  });
  await doing('labeler sees the balance and checks the receipt', page, async () => {
    const balance = page.getByText('Balance on the chain:');
    await balance.waitFor();
    expect(/[1-9]/.test(await balance.innerText()), 'the wallet is empty after the claim');
    await page.getByRole('button', { name: 'Check here' }).first().click();
    await page.getByText('Your browser comes to the same root').waitFor();
  });
  await doing('labeler finds nothing left to claim', page, async () => {
    await page.getByText(/Nothing to claim yet/).waitFor();
    expect(await page.getByRole('button', { name: 'Claim to wallet' }).isDisabled(), 'a second claim is offered');
  });
}

/** The figure named `title` on the page, as a number. */
async function figure(page, title) {
  const term = page.getByRole('term').filter({ hasText: new RegExp(`^${title}$`) });
  const text = await term.locator('xpath=following-sibling::dd[1]').first().innerText();
  return Number(text.replace(/[^0-9.]/g, ''));
}

async function balance(page) {
  await page.getByRole('link', { name: 'Balance' }).click();
  await page.getByRole('table', { name: 'Deposits, fundings and refunds' }).waitFor();
  return figure(page, 'Free to use');
}

async function requesterTakesTheRestBack(page) {
  let before = 0;
  await signIn(page, 'requester');
  await doing('requester sees the balance', page, async () => {
    before = await balance(page);
    expect(before > 0, 'the requester has nothing to begin with');
  });
  await doing('requester funds the dataset', page, async () => {
    await page.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('link', { name: datasetName }).click();
    await page.getByRole('button', { name: 'Fund', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Fund this dataset' });
    await dialog.getByLabel('Amount (ASY)').fill('9999999');
    await dialog.getByRole('button', { name: 'Fund', exact: true }).click();
    await dialog.getByText('Your balance does not cover that.').waitFor();
    await dialog.getByLabel('Amount (ASY)').fill('25');
    await dialog.getByRole('button', { name: 'Fund', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });
  await doing('requester is told what comes back, when, and what stays', page, async () => {
    await page.getByRole('button', { name: 'Close and take back the rest' }).click();
    const dialog = page.getByRole('dialog', { name: 'Close this dataset?' });
    await dialog.getByText(/goes back to your balance/).waitFor();
    await dialog.getByText(/That takes 1 minute/).waitFor();
    await dialog.getByText(/stays for labelers/).waitFor();
  });
  await doing('requester closes the dataset', page, async () => {
    await page.getByRole('button', { name: 'Close and take back', exact: true }).click();
    const refunds = page.getByRole('table', { name: 'Refunds' });
    await refunds.getByText(/Announced|Waiting for the vault/).waitFor();
  });
  await doing('requester sees the refund wait for the vault', page, async () => {
    await page.getByRole('table', { name: 'Refunds' }).getByText('Waiting for the vault').waitFor({ timeout: 60_000 });
  });
  await doing('requester sees the money come back', page, async () => {
    await page.getByRole('table', { name: 'Refunds' }).getByText('Back in your balance').waitFor({ timeout: 150_000 });
    let after = await balance(page);
    for (let look = 0; look < 40 && after < before; look += 1) {
      await page.waitForTimeout(500);
      after = await figure(page, 'Free to use');
    }
    // 275 were put into the dataset; 0.1 is paid for five answers and 0.02 may still be leased.
    expect(after > before + 249 && after < before + 250, `the balance went from ${before} to ${after}`);
    await page.getByText('Refund', { exact: true }).first().waitFor();
  });
  await signOut(page, 'requester');
}

async function adminSeesTheBooksAddUp(page) {
  await signIn(page, 'admin');
  await doing('admin audits the money', page, async () => {
    await page.getByRole('link', { name: 'Money' }).click();
    await page.getByRole('button', { name: 'Audit now' }).click();
    await page.getByText('Everything adds up').waitFor({ timeout: 60_000 });
    await page.getByRole('table', { name: 'Where the money is' }).getByText('Claimed by labelers').waitFor();
    await page.getByText('Deposits = balances + escrows + returning + owed + claimed').waitFor();
  });
}

await play(async (page) => {
  await installWallet(page, 31337);
  await labelerLinksAndWorks(page);
  await adminClosesTheEpoch(page);
  await labelerClaims(page);
  await signOut(page, 'labeler');
  await requesterTakesTheRestBack(page);
  await adminSeesTheBooksAddUp(page);
}, 'The newcomer is paid, and the requester has the rest back.');
